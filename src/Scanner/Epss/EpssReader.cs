using System.IO.Compression;
using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using Cockpit.Scanner.Csv;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Scanner.Epss;

/// <summary>
/// Reads a day's EPSS scores, as the CSV or its .gz: "#model_version:v2025.03.14,score_date:2026-10-19T12:55:00Z", then "cve,epss,percentile",
/// then a line per CVE. Pure. It is taken whole or not at all.
/// </summary>
public static class EpssReader
{
    /// <summary>Bytes once unpacked: 300,000 CVEs are 10 MB. A small archive that unpacks to more is a bomb.</summary>
    public const int MaxBytes = 256 << 20;

    /// <summary>Some 300,000 CVEs are scored, 40,000 more each year.</summary>
    private const int MaxEntries = 5_000_000;

    /// <exception cref="CockpitException">INTEL_INVALID.</exception>
    public static EpssScores Read(byte[] bytes)
    {
        byte[] text = bytes is [0x1F, 0x8B, ..] ? Unpacked(bytes) : bytes;
        var entries = new List<EpssEntry>();
        LocalDate? asOf = null;
        string model = "";
        bool header = false;
        int line = 0;
        foreach (Range range in text.AsSpan().Split((byte)'\n'))
        {
            line++;
            ReadOnlySpan<byte> row = text.AsSpan()[range].Trim("\r \uFEFF"u8);
            if (row.IsEmpty) continue;
            if (row[0] == '#')
            {
                (model, asOf) = Heading(Encoding.UTF8.GetString(row[1..]), model, asOf);
            }
            else if (!header)
            {
                if (!row.StartsWith("cve,epss"u8)) throw Invalid($"Line {line} does not name the columns cve, epss, percentile.");
                header = true;
            }
            else
            {
                if (entries.Count == MaxEntries) throw Invalid($"It has more than {MaxEntries:N0} scores.");
                entries.Add(Entry(row) ?? throw Invalid($"Line {line} is no score."));
            }
        }

        if (entries.Count == 0) throw Invalid("It has no scores.");

        // What ends in the middle of a line has lost others behind it.
        if (text[^1] != '\n') throw Invalid("It does not end with a line break, so it is cut.");
        return new EpssScores(entries, asOf ?? throw Invalid("It does not say of which day it is (score_date)."), model);
    }

    private static EpssEntry? Entry(ReadOnlySpan<byte> row)
    {
        int first = row.IndexOf((byte)',');
        if (first < 0 || CveId.TryParse(row[..first]) is not { } cve) return null;
        ReadOnlySpan<byte> rest = row[(first + 1)..];
        int second = rest.IndexOf((byte)',');
        ReadOnlySpan<byte> score = second < 0 ? rest : rest[..second], percentile = second < 0 ? default : rest[(second + 1)..];
        return CellNumbers.Scaled(score, 6) is { } epss and <= 1_000_000
            ? new EpssEntry(cve, (int)epss, CellNumbers.Scaled(percentile, 6) is { } p and <= 1_000_000 ? (int)p : 0)
            : null;
    }

    private static (string Model, LocalDate? AsOf) Heading(string text, string model, LocalDate? asOf)
    {
        foreach (string part in text.Split(','))
        {
            int colon = part.IndexOf(':');
            if (colon < 0) continue;
            string name = part[..colon].Trim(), value = part[(colon + 1)..].Trim();
            if (name == "model_version") model = new string([.. value.Take(40).Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')]);
            else if (name == "score_date" && value.Length >= 10 && LocalDatePattern.Iso.Parse(value[..10]) is { Success: true, Value: var date }) asOf = date;
        }

        return (model, asOf);
    }

    private static byte[] Unpacked(byte[] bytes)
    {
        try
        {
            using var from = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var to = new MemoryStream();
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = from.Read(buffer)) > 0;)
            {
                if (to.Length + read > MaxBytes) throw Invalid($"It unpacks to more than {MaxBytes >> 20} MB.");
                to.Write(buffer, 0, read);
            }

            return to.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new CockpitException(IntelErrors.IntelInvalid.Because("The archive is damaged or cut."), e);
        }
    }

    private static CockpitException Invalid(string what) => new(IntelErrors.IntelInvalid.Because($"It is no list of EPSS scores. {what}"));
}
