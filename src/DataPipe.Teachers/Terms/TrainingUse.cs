namespace DataPipe.Teachers.Terms;

/// <summary>Whether a model's outputs may train other models; the later of two is the more restrictive.</summary>
public enum TrainingUse
{
    /// <summary>The terms allow it.</summary>
    Allowed,

    /// <summary>The terms are unknown, leave it open, or tie it to conditions.</summary>
    Unclear,

    /// <summary>The terms forbid it.</summary>
    Forbidden,
}
