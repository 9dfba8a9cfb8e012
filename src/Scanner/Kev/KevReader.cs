using System.Text;
using System.Text.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using Cockpit.Scanner.Csv;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Scanner.Kev;

/// <summary>
/// Reads CISA's catalogue of known exploited vulnerabilities, as JSON or as CSV. Pure. It is taken whole or not at all: a catalogue that
/// lost entries would call what is exploited harmless.
/// </summary>
public static class KevReader
{
    /// <summary>Bytes of a file; the catalogue has some 1.5 MB.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>The catalogue grows by some 200 entries a year and has 1,500.</summary>
    private const int MaxEntries = 100_000;

    private const int MaxName = 300;

    private const int Cve = 0, Name = 1, Added = 2, Due = 3, Ransomware = 4, Count = 5;

    private static readonly HeaderNames Header = new(Count, [Cve, Added],
        [("cveid", Cve), ("vulnerabilityname", Name), ("dateadded", Added), ("duedate", Due), ("knownransomwarecampaignuse", Ransomware)]);

    /// <exception cref="CockpitException">INTEL_INVALID.</exception>
    public static KevCatalogue Read(byte[] bytes)
    {
        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        KevCatalogue catalogue = text.TrimStart(" \r\n\t"u8).StartsWith("{"u8) ? OfJson(text.ToArray()) : OfCsv(text.ToArray());
        if (catalogue.Entries.Count == 0) throw Invalid("It has no entries.");
        return catalogue.Entries.DistinctBy(e => e.Cve).Count() == catalogue.Entries.Count ? catalogue : throw Invalid("It names a CVE twice.");
    }

    private static KevCatalogue OfJson(byte[] bytes)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(bytes);
            JsonElement list = json.RootElement.TryGetProperty("vulnerabilities", out JsonElement found) && found.ValueKind == JsonValueKind.Array ? found : throw Invalid("It has no list of vulnerabilities.");
            if (list.GetArrayLength() > MaxEntries) throw Invalid($"It has {list.GetArrayLength():N0} entries; {MaxEntries:N0} are allowed.");
            var entries = list.EnumerateArray().Select((e, i) => Entry(i + 1, Text(e, "cveID"), Text(e, "vulnerabilityName"), Text(e, "dateAdded"), Text(e, "dueDate"), Text(e, "knownRansomwareCampaignUse"))).ToList();
            if (json.RootElement.TryGetProperty("count", out JsonElement count) && count.TryGetInt32(out int said) && said != entries.Count) throw Invalid($"It says that it has {said} entries and has {entries.Count}.");
            return new KevCatalogue(entries, DateOf(Text(json.RootElement, "dateReleased")) ?? Newest(entries));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CockpitException(IntelErrors.IntelInvalid.Because("It is no JSON, or it is cut."), e);
        }
    }

    private static KevCatalogue OfCsv(byte[] bytes)
    {
        var entries = new List<KevEntry>();
        try
        {
            bool cut = false;
            using CsvReader csv = CsvReader.Create(bytes, CsvExport.Options(',', encoding: null) with { OnMalformedRecord = _ => cut = true });
            if (!csv.Read() || Header.TryMap(csv.FieldCount, i => HeaderNames.Normal(csv.GetSpan(i))) is not { } at) throw Invalid("The first line does not name the columns cveID and dateAdded.");
            while (csv.Read())
            {
                if (cut) throw Invalid($"Line {csv.LineNumber}: its quotes are not in order.");
                if (csv.FieldCount == 1 && csv.GetSpan(0).IsEmpty) continue;
                if (entries.Count == MaxEntries) throw Invalid($"It has more than {MaxEntries:N0} entries.");
                entries.Add(Entry((int)csv.LineNumber, Cell(csv, at[Cve]), Cell(csv, at[Name]), Cell(csv, at[Added]), Cell(csv, at[Due]), Cell(csv, at[Ransomware])));
            }
        }
        catch (CsvFormatException e)
        {
            throw new CockpitException(IntelErrors.IntelInvalid.Because($"Line {e.LineNumber} is no CSV."), e);
        }

        return new KevCatalogue(entries, entries.Count == 0 ? default : Newest(entries));
    }

    private static KevEntry Entry(int number, string? cve, string? name, string? added, string? due, string? ransomware)
    {
        if (cve is null || CveId.TryParse(cve.Trim()) is not { } id) throw Invalid($"Entry {number} has no CVE.");
        if (DateOf(added) is not { } addedOn) throw Invalid($"Entry {number}, {id}, has no date of its addition.");
        if (!string.IsNullOrWhiteSpace(due) && DateOf(due) is null) throw Invalid($"Entry {number}, {id}, has a due date that is none.");
        string line = new([.. (name ?? "").Take(MaxName).Where(c => !char.IsControl(c))]);
        return new KevEntry(id, addedOn, DateOf(due), string.Equals(ransomware?.Trim(), "Known", StringComparison.OrdinalIgnoreCase), line);
    }

    /// <summary>"2026-10-19", or the date of "2026-10-19T15:00:00.4Z".</summary>
    private static LocalDate? DateOf(string? text) =>
        text is { Length: >= 10 } && LocalDatePattern.Iso.Parse(text[..10]) is { Success: true, Value: var date } ? date : null;

    private static LocalDate Newest(List<KevEntry> entries) => entries.Max(e => e.AddedOn);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Cell(CsvReader csv, int column) => column < 0 || column >= csv.FieldCount ? null : Encoding.UTF8.GetString(csv.GetSpan(column));

    private static CockpitException Invalid(string what) => new(IntelErrors.IntelInvalid.Because($"It is no catalogue of known exploited vulnerabilities. {what}"));
}
