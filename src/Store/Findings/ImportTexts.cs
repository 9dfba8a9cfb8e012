using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Hashing;
using Cockpit.Core.Findings;
using Cockpit.Store.Findings.Slices;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings;

/// <summary>
/// Writes what many findings share, once: a plugin's texts and CVEs, and outputs. Texts are looked at on a plugin's first row only,
/// because hashing them on each row would cost an import a tenth of its time. Ids are given here, so that in slices texts can be
/// written many at a time while the findings that point at them are still being read.
/// </summary>
/// <param name="write">False when nothing is to be kept, because the same file was imported before.</param>
internal sealed class ImportTexts(SqliteConnection connection, FindingSource source, long seed, bool write, ImportSlices slices) : IDisposable
{
    private const int CveNumbers = 100_000_000;

    /// <summary>Bytes of a name as the file has it; a longer one is looked at each time, so that a hostile file fills no memory.</summary>
    private const int LongestRemembered = 512;

    /// <summary>So many texts and bytes wait at most. Fewer at a time would write the same pages of the index again and again.</summary>
    private const int MostWaiting = 8_000;

    private const int MostBytes = 4 << 20;

    /// <summary>Others hear at least this often how far it is.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(500);

    private readonly StoredText stored = new();
    private readonly Utf8Interner names = new(seed);
    private readonly Dictionary<(long Plugin, int Name), int> numbers = [];
    private readonly Dictionary<long, (byte[] Name, int Plugin)> lastOf = [];
    private readonly List<(long Id, int Name)> plugins = [];
    private readonly HashSet<(int Plugin, CveId Cve)> cves = [];
    private readonly Dictionary<long, long> outputs = [];
    private readonly List<Action> waiting = [];
    private readonly List<(long Id, long Hash, int From, int Length)> waitingOutputs = [];
    private byte[] bodies = [];
    private int bodiesUsed;
    private long flushedAt = Stopwatch.GetTimestamp();
    private long lastPlugin = connection.Scalar<long>("SELECT coalesce(max(id), 0) FROM plugin");
    private long lastOutput = connection.Scalar<long>("SELECT coalesce(max(id), 0) FROM output");
    private readonly bool hasOutputs = connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM output)") == 1;
    private readonly RawStatement findPlugin = new(connection, "SELECT id, texts_hash FROM plugin WHERE source = ?1 AND number = ?2 AND name = ?3");
    private readonly RawStatement addPlugin = new(connection,
        "INSERT INTO plugin (source, number, name, synopsis, description, solution, see_also, patch_refs, refs, texts_hash, id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
    private readonly RawStatement changePlugin = new(connection,
        "UPDATE plugin SET synopsis = ?2, description = ?3, solution = ?4, see_also = ?5, patch_refs = ?6, refs = ?7, texts_hash = ?8 WHERE id = ?1");
    private readonly RawStatement addCve = new(connection, "INSERT OR IGNORE INTO plugin_cve (cve, plugin_id) VALUES (?1, ?2)");
    private readonly RawStatement findOutput = new(connection, "SELECT id FROM output WHERE hash = ?1");
    private readonly RawStatement addOutput = new(connection, "INSERT INTO output (hash, body, id) VALUES (?1, ?2, ?3)");

    public static long Number(CveId cve) => (long)cve.Year * CveNumbers + cve.Number;

    public static CveId Cve(long number) => new((int)(number / CveNumbers), (int)(number % CveNumbers));

    /// <summary>One line, bounded and without control characters; valid until the next call.</summary>
    public ReadOnlySpan<byte> Line(ReadOnlySpan<byte> text) => stored.Line(text);

    public byte[] PluginName(int plugin) => names[plugins[plugin].Name];

    public long PluginId(int plugin) => plugins[plugin].Id;

    /// <summary>The stored tests for which the file names CVEs.</summary>
    public IEnumerable<long> WithCves() => cves.Select(c => c.Plugin).Distinct().Select(p => plugins[p].Id);

    /// <summary>The number, in this file, of the row's plugin. Its CVEs are noted as well.</summary>
    public int Plugin(in FindingRow row)
    {
        // Nearly every row has the name that its test had before, byte by byte.
        int plugin = lastOf.TryGetValue(row.PluginId, out var last) && row.Name.SequenceEqual(last.Name) ? last.Plugin : Named(row);
        if (!row.Cves.IsEmpty)
        {
            var list = new CveList(row.Cves);
            while (list.TryNext(out CveId cve))
            {
                if (!cves.Add((plugin, cve)) || !write) continue;
                (long number, long id) = (Number(cve), plugins[plugin].Id);
                Do(() => addCve.Bind(1, number).Bind(2, id).Run());
            }
        }
        return plugin;
    }

    private int Named(in FindingRow row)
    {
        int name = names.NumberOf(stored.Line(row.Name));
        if (!numbers.TryGetValue((row.PluginId, name), out int plugin))
        {
            plugin = plugins.Count;
            plugins.Add((write ? Keep(row, names[name]) : 0, name));
            numbers.Add((row.PluginId, name), plugin);
        }
        if (row.Name.Length <= LongestRemembered) lastOf[row.PluginId] = (row.Name.ToArray(), plugin);
        return plugin;
    }

    /// <summary>The id of the stored text and its hash; 0 for an empty one.</summary>
    public (long Id, long Hash) Output(ReadOnlySpan<byte> output)
    {
        if (output.IsEmpty) return (0, 0);
        long hash = (long)XxHash3.HashToUInt64(output, seed);
        if (!write) return (0, hash);
        if (outputs.TryGetValue(hash, out long id)) return (id, hash);
        id = (hasOutputs ? findOutput.Bind(1, hash).One() : null) ?? AddOutput(hash, stored.Long(output));
        outputs.Add(hash, id);
        return (id, hash);
    }

    public void Dispose()
    {
        findPlugin.Dispose();
        addPlugin.Dispose();
        changePlugin.Dispose();
        addCve.Dispose();
        findOutput.Dispose();
        addOutput.Dispose();
    }

    /// <summary>Writes what waits, when that is much or has waited long. In slices only.</summary>
    /// <param name="also">What else belongs into the same transaction.</param>
    public void FlushWhenFull(Action also)
    {
        if (waitingOutputs.Count < MostWaiting && waiting.Count < MostWaiting && bodiesUsed < MostBytes && Stopwatch.GetElapsedTime(flushedAt) < TellEvery) return;
        Flush(also);
    }

    public void Flush(Action? also = null)
    {
        slices.Begin();
        foreach (Action write in waiting)
        {
            write();
            if (slices.IsFull) slices.Next();
        }
        foreach ((long id, long hash, int from, int length) in waitingOutputs)
        {
            addOutput.Bind(1, hash).BindText(2, bodies.AsSpan(from, length)).Bind(3, id).Run();
            if (slices.IsFull) slices.Next();
        }
        also?.Invoke();
        slices.Commit();
        waiting.Clear();
        waitingOutputs.Clear();
        bodiesUsed = 0;
        flushedAt = Stopwatch.GetTimestamp();
    }

    private void Do(Action write)
    {
        if (slices.Sliced) waiting.Add(write);
        else write();
    }

    private long AddOutput(long hash, ReadOnlySpan<byte> body)
    {
        long id = ++lastOutput;
        if (slices.Sliced)
        {
            if (bodies.Length < bodiesUsed + body.Length) Array.Resize(ref bodies, Math.Max(64 << 10, (bodiesUsed + body.Length) * 2));
            body.CopyTo(bodies.AsSpan(bodiesUsed));
            waitingOutputs.Add((id, hash, bodiesUsed, body.Length));
            bodiesUsed += body.Length;
        }
        else
        {
            addOutput.Bind(1, hash).BindText(2, body).Bind(3, id).Run();
        }
        return id;
    }

    private long Keep(in FindingRow row, byte[] name)
    {
        long hash = TextsHash(row);
        findPlugin.Bind(1, (long)source).Bind(2, row.PluginId).BindText(3, name);
        (long id, long before) = findPlugin.Next() ? (findPlugin.Number(0), findPlugin.Number(1)) : (0, 0);
        if (id != 0) findPlugin.Next();
        if (id != 0 && before == hash) return id;
        long number = row.PluginId;
        byte[][] all = [Kept(row.Synopsis), Kept(row.Description), Kept(row.Solution), Kept(row.SeeAlso), Kept(row.PatchReferences), Kept(row.References)];
        if (id != 0)
        {
            Do(() => BindTexts(changePlugin.Bind(1, id), 2, all).Bind(8, hash).Run());
            return id;
        }
        id = ++lastPlugin;
        Do(() => BindTexts(addPlugin.Bind(1, (long)source).Bind(2, number).BindText(3, name), 4, all).Bind(10, hash).Bind(11, id).Run());
        return id;
    }

    private byte[] Kept(ReadOnlySpan<byte> text) => stored.Long(text).ToArray();

    private static RawStatement BindTexts(RawStatement statement, int first, byte[][] all)
    {
        for (int i = 0; i < all.Length; i++) statement.BindTextOrNull(first + i, all[i]);
        return statement;
    }

    private static long TextsHash(in FindingRow row)
    {
        var hash = new XxHash3();
        Add(hash, row.Synopsis);
        Add(hash, row.Description);
        Add(hash, row.Solution);
        Add(hash, row.SeeAlso);
        Add(hash, row.PatchReferences);
        Add(hash, row.References);
        return (long)hash.GetCurrentHashAsUInt64();
    }

    private static void Add(XxHash3 hash, ReadOnlySpan<byte> text)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        hash.Append(length);
        hash.Append(text);
    }
}
