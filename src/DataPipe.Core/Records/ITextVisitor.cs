namespace DataPipe.Core.Records;

/// <summary>Reads the texts of a conversation one after another, and may put others in their place.</summary>
public interface ITextVisitor
{
    /// <summary>What stands there from now on: the very text where nothing changes.</summary>
    string Visit(string text, TextPlace place);
}
