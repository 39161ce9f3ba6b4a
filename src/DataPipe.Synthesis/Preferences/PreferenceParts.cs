using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;

namespace DataPipe.Synthesis.Preferences;

/// <summary>What all phases of a preference stage share.</summary>
internal sealed record PreferenceParts(
    PreferencesOptions Options,
    ITeacherSource Source,
    IReadOnlyList<TeacherUse> Teachers,
    TeacherUse Judge,
    PromptTemplate Answer,
    PromptTemplate Pairwise,
    ChainPlan Steps);
