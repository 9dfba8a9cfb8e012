using System.Buffers.Binary;
using System.IO.Hashing;
using Cockpit.Core.Findings;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings;

/// <summary>
/// Writes what many findings share, once: a plugin's texts and CVEs, and outputs. Texts are looked at on a plugin's first row only,
/// because hashing them on each row would cost an import a tenth of its time.
/// </summary>
/// <param name="write">False when nothing is to be kept, because the same file was imported before.</param>
internal sealed class ImportTexts(SqliteConnection connection, FindingSource source, long seed, bool write) : IDisposable
{
    private const int CveNumbers = 100_000_000;

    private readonly StoredText stored = new();
    private readonly Utf8Interner names = new(seed);
    private readonly Dictionary<(long Plugin, int Name), int> numbers = [];
    private readonly List<(long Id, int Name)> plugins = [];
    private readonly HashSet<(int Plugin, CveId Cve)> cves = [];
    private readonly Dictionary<long, long> outputs = [];
    private readonly bool hasOutputs = connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM output)") == 1;
    private readonly RawStatement findPlugin = new(connection, "SELECT id, texts_hash FROM plugin WHERE source = ?1 AND number = ?2 AND name = ?3");
    private readonly RawStatement addPlugin = new(connection,
        "INSERT INTO plugin (source, number, name, synopsis, description, solution, see_also, patch_refs, refs, texts_hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    private readonly RawStatement changePlugin = new(connection,
        "UPDATE plugin SET synopsis = ?2, description = ?3, solution = ?4, see_also = ?5, patch_refs = ?6, refs = ?7, texts_hash = ?8 WHERE id = ?1");
    private readonly RawStatement addCve = new(connection, "INSERT OR IGNORE INTO plugin_cve (cve, plugin_id) VALUES (?1, ?2)");
    private readonly RawStatement findOutput = new(connection, "SELECT id FROM output WHERE hash = ?1");
    private readonly RawStatement addOutput = new(connection, "INSERT INTO output (hash, body) VALUES (?1, ?2)");

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
        int name = names.NumberOf(stored.Line(row.Name));
        if (!numbers.TryGetValue((row.PluginId, name), out int plugin))
        {
            plugin = plugins.Count;
            plugins.Add((write ? Keep(row, names[name]) : 0, name));
            numbers.Add((row.PluginId, name), plugin);
        }
        if (!row.Cves.IsEmpty)
        {
            var list = new CveList(row.Cves);
            while (list.TryNext(out CveId cve))
            {
                if (cves.Add((plugin, cve)) && write) addCve.Bind(1, Number(cve)).Bind(2, plugins[plugin].Id).Run();
            }
        }
        return plugin;
    }

    /// <summary>The id of the stored text and its hash; 0 for an empty one.</summary>
    public (long Id, long Hash) Output(ReadOnlySpan<byte> output)
    {
        if (output.IsEmpty) return (0, 0);
        long hash = (long)XxHash3.HashToUInt64(output, seed);
        if (!write) return (0, hash);
        if (outputs.TryGetValue(hash, out long id)) return (id, hash);
        id = (hasOutputs ? findOutput.Bind(1, hash).One() : null) ?? addOutput.Bind(1, hash).BindText(2, stored.Long(output)).Insert();
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

    private long Keep(in FindingRow row, byte[] name)
    {
        long hash = TextsHash(row);
        findPlugin.Bind(1, (long)source).Bind(2, row.PluginId).BindText(3, name);
        if (findPlugin.Next())
        {
            (long id, long before) = (findPlugin.Number(0), findPlugin.Number(1));
            findPlugin.Next();
            if (before == hash) return id;
            BindTexts(changePlugin.Bind(1, id), 2, row).Bind(8, hash).Run();
            return id;
        }
        return BindTexts(addPlugin.Bind(1, (long)source).Bind(2, row.PluginId).BindText(3, name), 4, row).Bind(10, hash).Insert();
    }

    private RawStatement BindTexts(RawStatement statement, int first, in FindingRow row) => statement
        .BindTextOrNull(first, stored.Long(row.Synopsis)).BindTextOrNull(first + 1, stored.Long(row.Description))
        .BindTextOrNull(first + 2, stored.Long(row.Solution)).BindTextOrNull(first + 3, stored.Long(row.SeeAlso))
        .BindTextOrNull(first + 4, stored.Long(row.PatchReferences)).BindTextOrNull(first + 5, stored.Long(row.References));

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
