using System.Text.Json;
using Cockpit.Core.Advisories;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using NodaTime;

namespace Cockpit.Scanner.Advisories.DebianTracker;

/// <summary>
/// Debian's security tracker as one JSON: source package, CVE, release, and there "status" ("open", "resolved", "undetermined"), "fixed_version"
/// ("0": never affected), "urgency", and where the security team decided something, "nodsa_reason". It names no DSA.
/// </summary>
internal sealed class TrackerReader(Stream stream, byte[] hash, Instant writtenAt) : IAdvisoryReader
{
    private enum Inside { Nothing, Packages, Cves, Cve, Releases, End }

    private readonly JsonTokens tokens = new(stream);
    private readonly Words words = new();
    private readonly Dictionary<string, string> releases = new(StringComparer.Ordinal);
    private Inside inside = Inside.Nothing;
    private string package = "";
    private CveId? cve;
    private long statements, unnumbered, unknownStatus;

    public string Kind => "debian-tracker";

    public string Feed => "debian-tracker";

    /// <summary>The file carries no date of its own.</summary>
    public Instant AsOf => writtenAt;

    public ReadOnlyMemory<byte> FileHash => hash;

    public IReadOnlyList<string> Notes
    {
        get
        {
            var notes = new List<string>();
            if (unnumbered > 0) notes.Add(unnumbered == 1 ? "1 issue that has no CVE yet was passed over." : $"{unnumbered:N0} issues that have no CVE yet were passed over.");
            if (unknownStatus > 0) notes.Add(unknownStatus == 1 ? "1 statement with a status that is not known counts as not judged." : $"{unknownStatus:N0} statements with a status that is not known count as not judged.");
            return notes;
        }
    }

    public bool TryRead(out AdvisoryFix fix)
    {
        fix = default;
        try
        {
            while (inside != Inside.End)
            {
                if (!tokens.Next()) throw new JsonException();
                switch (inside, tokens.Type)
                {
                    case (Inside.Nothing, JsonTokenType.StartObject):
                        inside = Inside.Packages;
                        break;
                    case (Inside.Packages, JsonTokenType.PropertyName):
                        package = words.Word(tokens.Value) ?? throw NotIt("A package has no name.");
                        Open(Inside.Cves);
                        break;
                    case (Inside.Packages, JsonTokenType.EndObject):
                        inside = Inside.End;
                        if (tokens.Next()) throw new JsonException();
                        break;
                    case (Inside.Cves, JsonTokenType.PropertyName):
                        // "TEMP-0841257-1F6B13" until it has a number.
                        cve = CveId.TryParse(tokens.Value);
                        if (cve is null) unnumbered++;
                        Open(Inside.Cve);
                        break;
                    case (Inside.Cves, JsonTokenType.EndObject):
                        inside = Inside.Packages;
                        break;
                    case (Inside.Cve, JsonTokenType.PropertyName):
                        if (tokens.Value.SequenceEqual("releases"u8)) Open(Inside.Releases);
                        else tokens.Skip();
                        break;
                    case (Inside.Cve, JsonTokenType.EndObject):
                        inside = Inside.Cves;
                        break;
                    case (Inside.Releases, JsonTokenType.PropertyName):
                        if (Statement(words.Word(tokens.Value) ?? throw NotIt("A release has no name.")) is not { } read) break;
                        statements++;
                        fix = read;
                        return true;
                    case (Inside.Releases, JsonTokenType.EndObject):
                        inside = Inside.Cve;
                        break;
                    default:
                        throw NotIt("It does not hold packages with their CVEs and releases.");
                }
            }
        }
        catch (JsonException e)
        {
            throw AdvisoryFiles.Invalid("It is no JSON, or it is cut.", e);
        }

        if (statements == 0) throw NotIt("It says nothing of any CVE.");
        return false;
    }

    public void Dispose() => tokens.Dispose();

    private void Open(Inside what)
    {
        if (!tokens.Next() || tokens.Type != JsonTokenType.StartObject) throw NotIt("It does not hold packages with their CVEs and releases.");
        inside = what;
    }

    /// <summary>Null for an issue without a CVE.</summary>
    private AdvisoryFix? Statement(string codename)
    {
        if (!tokens.Next() || tokens.Type != JsonTokenType.StartObject) throw NotIt("It does not hold packages with their CVEs and releases.");
        string? status = null, version = null, urgency = null, reason = null;
        while (true)
        {
            if (!tokens.Next()) throw new JsonException();
            if (tokens.Type == JsonTokenType.EndObject) break;
            if (tokens.Value.SequenceEqual("status"u8)) status = Text();
            else if (tokens.Value.SequenceEqual("fixed_version"u8)) version = Text(strict: true);
            else if (tokens.Value.SequenceEqual("urgency"u8)) urgency = Text();
            else if (tokens.Value.SequenceEqual("nodsa_reason"u8)) reason = Text();
            else tokens.Skip();
        }

        if (cve is not { } id) return null;
        if (!releases.TryGetValue(codename, out string? release)) releases[codename] = release = ReleaseKey.OfDebian(codename);
        FixState state = State(status, version, urgency, reason);
        return new AdvisoryFix(release, package, false, id, state, state == FixState.Fixed ? version : null, SeverityOf(urgency), null);
    }

    private FixState State(string? status, string? version, string? urgency, string? reason)
    {
        switch (status)
        {
            case "resolved":
                return version is null ? FixState.NotJudged : version == "0" ? FixState.NotAffected : FixState.Fixed;
            case "open":
                return urgency == "end-of-life" || reason == "ignored" ? FixState.WillNotFix : FixState.NoFix;
            case "undetermined":
                return FixState.NotJudged;
            default:
                unknownStatus++;
                return FixState.NotJudged;
        }
    }

    /// <summary>"low**" and the like: a star says that the urgency came from elsewhere. "not yet assigned" is none.</summary>
    private static Severity? SeverityOf(string? urgency) => urgency?.TrimEnd('*') switch
    {
        "high" => Severity.High,
        "medium" => Severity.Medium,
        "low" => Severity.Low,
        "unimportant" => Severity.Info,
        _ => null,
    };

    /// <summary>The word behind a name; null where it is none.</summary>
    private string? Text(bool strict = false)
    {
        if (!tokens.Next()) throw new JsonException();
        if (tokens.Type is JsonTokenType.StartObject or JsonTokenType.StartArray) throw NotIt("A status is no text.");
        if (tokens.Type != JsonTokenType.String || tokens.Value.IsEmpty) return null;
        string? word = words.Word(tokens.Value);
        return word is null && strict ? throw NotIt("A version holds what none may hold.") : word;
    }

    private static CockpitException NotIt(string what) => AdvisoryFiles.Invalid($"It is not the JSON of Debian's security tracker. {what}");
}
