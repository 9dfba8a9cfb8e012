using Cockpit.Core.Hosts.Editing;

namespace Cockpit.Scanner.Inventories;

/// <summary>Collects what a reader finds, within the limits. Not thread-safe.</summary>
internal sealed class InventoryDraft(InventoryFormat format)
{
    /// <summary>Notes that are kept of each kind; more of them tell a person nothing new.</summary>
    private const int MaxNotes = 10_000;

    private readonly List<HostRow> rows = [];
    private readonly List<RejectedHost> rejected = [];
    private readonly List<RejectedHost> passedOver = [];

    public void Add(HostRow row)
    {
        if (rows.Count >= InventoryLimits.MaxHosts) throw InventoryLimits.TooMany();
        rows.Add(row);
    }

    public void Reject(int line, string reason)
    {
        if (rejected.Count < MaxNotes) rejected.Add(new(line, reason));
    }

    public void PassOver(int line, string reason)
    {
        if (passedOver.Count < MaxNotes) passedOver.Add(new(line, reason));
    }

    public InventoryFile Done() => new(format, rows, rejected, passedOver, []);

    /// <summary>A row with these fields; those that are null or empty say nothing.</summary>
    public static HostRow Row(int line, string name, IEnumerable<(string Field, string? Value)> fields, IReadOnlyList<string>? tags = null, IReadOnlyList<string>? aliases = null) =>
        new(line, name, new HostFields(fields.Where(f => !string.IsNullOrEmpty(f.Value)).ToDictionary(f => f.Field, f => f.Value!), tags ?? [], [])) { Aliases = aliases ?? [] };
}
