namespace Cockpit.Core.Ids;

/// <summary>The UUID that a file gets when it is made. It tells two files apart that both issue R17.</summary>
public readonly record struct FileId(Guid Value)
{
    public override string ToString() => Value.ToString("D");
}
