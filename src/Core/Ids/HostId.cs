namespace Cockpit.Core.Ids;

/// <summary>The number of a host in this file. Unique within one file only.</summary>
public readonly record struct HostId(long Value)
{
    public override string ToString() => $"{Value}";

}
