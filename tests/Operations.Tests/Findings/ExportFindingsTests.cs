using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Operations.Exports;
using Cockpit.Operations.Findings;
using NodaTime;
using Xunit;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>Exports: whole or not at all, harmless to a spreadsheet, and as raw CSV without a loss.</summary>
public sealed class ExportFindingsTests : IDisposable
{
    private static readonly JsonTypeInfo<FindingLine> Json =
        (JsonTypeInfo<FindingLine>)new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(FindingLine));

    private readonly FindingsFile db = new();
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-export-").FullName;

    private Session Session => new(db.File.Path, Anna, SystemClock.Instance);

    [Fact]
    public void All_findings_of_the_filters_come_out_the_worst_first_in_each_form()
    {
        db.Import(Enumerable.Range(1, 40).Select(i => Row(i % 9 + 1, $"h{i:00}", i, risk: i % 3 == 0 ? "Critical" : "Low", cve: "CVE-2026-1001", cvss: i % 3 == 0 ? "9.8" : "2.0")));
        IReadOnlyList<FindingLine> listed = ListFindings.Run(Session, new FindingWish(Severity: Severity.Critical, Limit: 1000)).Findings;
        Assert.Equal(13, listed.Count);

        Assert.Equal(13, Export("a.csv", ExportFormat.Csv, new FindingWish(Severity: Severity.Critical)).Findings);
        List<string[]> rows = Records(File.ReadAllText(At("a.csv")));
        Assert.Equal(FindingColumns.Names, rows[0]);
        Assert.Equal(listed.Select(f => f.Id), rows.Skip(1).Select(r => r[0]));

        Export("a.json", ExportFormat.Json, new FindingWish(Severity: Severity.Critical));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(At("a.json")));
        Assert.Equal(listed.Select(f => f.Id), json.RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()));

        Export("a.md", ExportFormat.Md, new FindingWish(Severity: Severity.Critical));
        Assert.Equal(2 + 13, File.ReadAllLines(At("a.md")).Length);
    }

    [Fact]
    public void More_than_a_page_comes_out_whole()
    {
        db.Import(Enumerable.Range(0, 11_000).Select(i => Row(i % 50 + 1, $"h{i / 50:000}", i % 50 + 1)));
        Assert.Equal(11_000, Export("all.csv", ExportFormat.Csv, new FindingWish()).Findings);
        Assert.Equal(11_000, Records(File.ReadAllText(At("all.csv"))).Skip(1).Select(r => r[0]).Distinct().Count());
    }

    [Fact]
    public void Raw_CSV_read_back_gives_the_same_values_whatever_they_are()
    {
        var random = new Random(7);
        const string alphabet = "a,\"\r\n\t;=+-@'|<>&\u00e9\u4e2d\uFF1D \u0000\u001b";
        List<FindingLine> findings = [.. Enumerable.Range(1, 300).Select(i => Line(i, string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => alphabet[random.Next(alphabet.Length)]))))];
        List<string[]> rows = Records(Encoding.UTF8.GetString(Written(findings, raw: true)));
        Assert.Equal(findings.Select(FindingColumns.Of), rows.Skip(1));
    }

    [Fact]
    public void No_cell_begins_as_a_formula()
    {
        string[] formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  \u00A0=cmd|' /C calc'!A0", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF20x", "\u3000=1", "\u200B=1"];
        List<string[]> rows = Records(Encoding.UTF8.GetString(Written([.. formulas.Select((f, i) => Line(i + 1, f))], raw: false)));
        Assert.All(rows.Skip(1).Zip(formulas), r => Assert.Equal("'" + r.Second, r.First[5]));
        Assert.Equal("plain - text = 1", ExportText.Cell("plain - text = 1"));
    }

    [Fact]
    public void Markdown_holds_a_row_in_a_row()
    {
        Assert.Equal(@"a \| b &lt;img src=x&gt; \`c\` \*d\* e\\ ? f", ExportText.Markdown("a | b <img src=x>\n`c` *d*\r\ne\\ \u001b f"));
    }

    [Fact]
    public void What_is_there_is_not_replaced_unasked_and_nothing_half_is_left()
    {
        db.Import(Row(1, "a"));
        File.WriteAllText(At("there.csv"), "mine");
        CockpitException refused = Assert.Throws<CockpitException>(() => Export("there.csv", ExportFormat.Csv, new FindingWish()));
        Assert.Equal("EXPORT_EXISTS", refused.Fault.Code.Name);
        Assert.Equal("mine", File.ReadAllText(At("there.csv")));
        ExportFindings.Run(Session, new FindingWish(), new FindingExportWish(At("there.csv"), ExportFormat.Csv, false, Overwrite: true), Json, cancel: TestContext.Current.CancellationToken);
        Assert.StartsWith("id,host", File.ReadAllText(At("there.csv")), StringComparison.Ordinal);

        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Equal("INTERRUPTED", Assert.Throws<CockpitException>(() => ExportFindings.Run(
            Session, new FindingWish(), new FindingExportWish(At("half.csv"), ExportFormat.Csv, false, false), Json, cancel: stopped.Token)).Fault.Code.Name);
        Assert.Equal("EXPORT_UNWRITABLE", Assert.Throws<CockpitException>(() => Export("no/such/folder.csv", ExportFormat.Csv, new FindingWish())).Fault.Code.Name);
        Assert.Equal(["there.csv"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    public void Dispose()
    {
        db.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string At(string name) => Path.Combine(folder, name);

    private FindingExportResult Export(string name, ExportFormat format, FindingWish among) =>
        ExportFindings.Run(Session, among, new FindingExportWish(At(name), format, Raw: false, Overwrite: false), Json, cancel: TestContext.Current.CancellationToken);

    private static byte[] Written(IReadOnlyList<FindingLine> findings, bool raw)
    {
        using var file = new MemoryStream();
        using (FindingExportWriter writer = FindingExportWriter.To(file, ExportFormat.Csv, raw, Json)) writer.Write(findings);
        return file.ToArray();
    }

    private static FindingLine Line(int id, string name) => new(
        $"F{id}", "web-01", true, FindingSource.Nessus, id, name, Severity.High, 7.5, 3, null, false, [], 443, FindingProtocol.Tcp, FindingStatus.Open, Now, Now,
        new FindingRisk(3, 4, RiskLevel.Moderate, 2, "", []), null, null, null);

    /// <summary>RFC 4180 and nothing else.</summary>
    private static List<string[]> Records(string text)
    {
        var records = new List<string[]>();
        var record = new List<string>();
        var cell = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
                else quoted = false;
            }
            else if (c == '"') quoted = true;
            else if (c == ',') End();
            else if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
                End();
                records.Add([.. record]);
                record.Clear();
            }
            else cell.Append(c);
        }
        return records;

        void End()
        {
            record.Add(cell.ToString());
            cell.Clear();
        }
    }
}
