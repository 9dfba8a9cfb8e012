using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using NodaTime;

namespace Cockpit.Scanner.Ssvc;

/// <summary>
/// Reads CISA's decision points of CVEs (SSVC): a CSV with the columns CVE, Exploitation, Automatable, Technical Impact and a timestamp, or
/// CVE records as JSON, one or an array of them, with CISA's container (vulnrichment). Pure. It is taken whole or not at all.
/// </summary>
public static class SsvcReader
{
    /// <summary>Bytes of a file; 100,000 CVE records as JSON are some 300 MB and as CSV 8 MB.</summary>
    public const int MaxBytes = 512 << 20;

    internal const int MaxEntries = 2_000_000;

    /// <exception cref="CockpitException">INTEL_INVALID.</exception>
    public static SsvcList Read(byte[] bytes)
    {
        ReadOnlyMemory<byte> text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsMemory(3) : bytes;
        ReadOnlySpan<byte> begin = text.Span.TrimStart(" \r\n\t"u8);
        IEnumerable<SsvcDecision> decisions = begin.StartsWith("{"u8) || begin.StartsWith("["u8) ? SsvcJson.Read(text) : SsvcCsv.Read(text);

        // CISA looks at a CVE again when more is known; the newest look counts, and of two at once the later in the file.
        Dictionary<CveId, SsvcDecision> newest = [];
        foreach (SsvcDecision decision in decisions)
        {
            if (newest.TryGetValue(decision.Entry.Cve, out SsvcDecision before) && before.At > decision.At) continue;
            newest[decision.Entry.Cve] = decision;
            if (newest.Count > MaxEntries) throw Invalid($"It has more than {MaxEntries:N0} CVEs.");
        }
        if (newest.Count == 0) throw Invalid("It has no decision points of any CVE.");
        return new SsvcList([.. newest.Values.Select(d => d.Entry)], newest.Values.Max(d => d.At));
    }

    /// <summary>One CVE's decision points as the words of the file; "where" names the place for people.</summary>
    internal static SsvcDecision Decision(string where, string? cve, string? exploitation, string? automatable, string? impact, string? timestamp)
    {
        if (cve is null || CveId.TryParse(cve.Trim()) is not { } id) throw Invalid($"{where} has no CVE.");
        return new SsvcDecision(
            new SsvcEntry(id, Exploited(Word(exploitation), where), YesNo(Word(automatable), "yes", "no", "Automatable", where), YesNo(Word(impact), "total", "partial", "Technical Impact", where)),
            Time(timestamp) ?? throw Invalid($"{where}, {id}, has no timestamp."));
    }

    internal static CockpitException Invalid(string what, Exception? because = null)
    {
        Fault fault = IntelErrors.IntelInvalid.Because($"It is no list of SSVC decision points. {what}");
        return because is null ? new CockpitException(fault) : new CockpitException(fault, because);
    }

    private static Exploitation? Exploited(string word, string where) => word switch
    {
        "" => null,
        "none" => Exploitation.None,
        "poc" or "public poc" or "proof of concept" => Exploitation.ProofOfConcept,
        "active" => Exploitation.Active,
        _ => throw Invalid($"{where}: Exploitation is none, poc or active."),
    };

    private static bool? YesNo(string word, string yes, string no, string column, string where) =>
        word.Length == 0 ? null : word == yes ? true : word == no ? false : throw Invalid($"{where}: {column} is {yes} or {no}.");

    private static string Word(string? text) => text is { Length: <= 40 } ? text.Trim().ToLowerInvariant() : text is null ? "" : "?";

    /// <summary>"2026-10-19T15:00:00.4Z", the same with an offset, or the date alone.</summary>
    private static Instant? Time(string? text)
    {
        if (text is null || text.Length > 40) return null;
        text = text.Trim();
        if (NodaTime.Text.OffsetDateTimePattern.Rfc3339.Parse(text) is { Success: true, Value: var at }) return at.ToInstant();
        if (NodaTime.Text.LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var local }) return local.InUtc().ToInstant();
        return NodaTime.Text.LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day.AtMidnight().InUtc().ToInstant() : null;
    }
}

/// <summary>An entry, and when it was decided.</summary>
internal readonly record struct SsvcDecision(SsvcEntry Entry, Instant At);
