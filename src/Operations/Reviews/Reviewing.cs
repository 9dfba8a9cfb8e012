using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Signatures;
using Cockpit.Store;
using Cockpit.Store.Reviews;
using Cockpit.Store.Roles;
using NodaTime;

namespace Cockpit.Operations.Reviews;

/// <param name="Overdue">Nobody has signed it in time.</param>
/// <param name="Signed">The signer's SSH signature stands beside it.</param>
public sealed record ReviewLine(string Name, string Kind, string Subject, string Why, Instant At, Instant DueAt, bool Overdue, string By, Instant? SignedAt, string? SignedBy, string? Note, bool Signed)
{
    internal static ReviewLine Of(OwedReview r, Instant now) => new(
        r.Name, r.Kind, r.Subject, r.Why, r.At, r.DueAt, r.SignedAt is null && now >= r.DueAt, r.By.Name, r.SignedAt, r.SignedBy?.Name, r.Note, r.Signature is not null);
}

/// <summary>Those that are owed first, by when they are due.</summary>
public sealed record ReviewList(IReadOnlyList<ReviewLine> Reviews);

/// <summary>What is owed a look by another person, because a rule was passed over.</summary>
public static class Reviewing
{
    public static ReviewList List(Session session) => session.Read(t => new ReviewList([.. t.Reviews().Select(r => ReviewLine.Of(r, session.Now))]));

    /// <summary>Says that one has looked. Only another person than who did it can.</summary>
    /// <exception cref="CockpitException">REVIEW_UNKNOWN, REVIEW_SIGNED, OTHER_PERSON_NEEDED, NOTE_NEEDED, SIGNING_FAILED, SIGNATURE_INVALID, SIGNERS_UNSAFE, ROLE_NEEDED.</exception>
    public static ReviewLine Sign(Session session, string name, string note, SigningKey? sign = null)
    {
        if (DecisionLimits.TextProblem("A note", note) is { } problem) throw new CockpitException(RolloutErrors.NoteNeeded.Because(problem));
        note = note.Trim();
        string? signature = sign is null ? null : session.Read(t => PlanSignatures.Sign(t, SignedText.Of(t.FileId(), Find(t, name).Name, note, "review", null, session.Actor), sign.Key, session.Actor));
        return session.For(ReviewOperations.Sign).Write(t =>
        {
            OwedReview review = Find(t, name);
            if (review.SignedBy is { } earlier) throw new CockpitException(RolloutErrors.ReviewSigned.Because($"{Printable.Line(earlier.Name, 60)} signed {review.Name} already."));
            if (!PlanApprovals.IsAnother(review.By, session.Actor, t.IsShared()))
            {
                throw new CockpitException(RolloutErrors.OtherPersonNeeded.Because(
                    $"{Printable.Line(review.By.Name, 60)} did what {review.Name} is about, and another person has to sign it.",
                    t.IsShared() ? "Ask another person to sign it from their own account." : "Another person logs in as themselves, then: sudo -u OWNER cockpit review sign NAME --note N.") with { Meaning = "Nothing was signed." });
            }
            t.SignReview(review, note, signature, session.Actor, session.Now);
            return ReviewLine.Of(Find(t, name), session.Now);
        });
    }

    private static OwedReview Find(ReadTransaction t, string name) => t.Reviews().Find(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new CockpitException(RolloutErrors.ReviewUnknown.Because($"There is no review {Printable.Line(name, 60)}."));
}
