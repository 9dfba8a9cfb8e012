using Cockpit.Core.Ids;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Approvals;

/// <summary>
/// The text that a person signs: which file, what, exactly which content, until when, and who. Made anew from what is stored to verify a
/// signature, so that a row that was copied, altered or given to another person does not hold. Pure.
/// </summary>
public static class SignedText
{
    /// <summary>What ssh-keygen calls the namespace: a signature for anything else is none for this.</summary>
    public const string Namespace = "cockpit";

    /// <param name="subject">"R17", or a review's name.</param>
    /// <param name="content">The plan's whole hash, or a review's note.</param>
    /// <param name="decision">"approve", "break-glass" or "review".</param>
    /// <param name="until">The exclusive end; null where it has none.</param>
    public static string Of(FileId file, string subject, string content, string decision, Instant? until, Actor person) => string.Join('\n',
        "cockpit signature 1",
        $"file {file.Value:D}",
        $"decision {decision}",
        $"on {subject}",
        $"content {content}",
        $"until {(until is { } end ? InstantPattern.ExtendedIso.Format(end) : "-")}",
        $"uid {person.Uid}",
        $"login {(person.LoginUid is { } login ? $"{login}" : "-")}",
        "");
}
