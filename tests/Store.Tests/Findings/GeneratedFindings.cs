using System.Text;
using Cockpit.Core.Findings;

namespace Cockpit.Store.Tests.Findings;

/// <summary>Findings of some hosts, each with evidence of its own, so that a file grows by them.</summary>
internal sealed class GeneratedFindings(int hosts, int perHost, byte seed) : IFindingReader
{
    private readonly byte[] text = new byte[600];
    private byte[] host = [], name = [];

    public FindingSource Source => FindingSource.Nessus;
    public string Shape => "generated";
    public ReadOnlyMemory<byte> FileHash { get; } = Enumerable.Repeat(seed, 32).ToArray();
    public long FileBytes => (long)hosts * perHost;
    public long BytesRead => Rows;
    public long Rows { get; private set; }
    public long RejectedRows => 0;
    public IReadOnlyList<RejectedRow> Rejected => [];
    public bool LooksComplete => true;
    public IReadOnlyList<string> Notes => [];

    public bool TryRead(out FindingRow row)
    {
        row = default;
        if (Rows == FileBytes) return false;
        long plugin = 1000 + Rows % perHost;
        host = Encoding.UTF8.GetBytes($"host-{Rows / perHost}");
        name = Encoding.UTF8.GetBytes($"Plugin {plugin}");
        Array.Fill(text, (byte)'x');
        Encoding.UTF8.GetBytes($"{seed} {Rows} ").CopyTo(text, 0);
        row = new FindingRow { Line = ++Rows, HostLabel = host, PluginId = plugin, Name = name, Severity = Severity.High, RawSeverity = "High"u8, Scores = FindingScores.None, Output = text };
        return true;
    }

    public void Dispose() { }
}
