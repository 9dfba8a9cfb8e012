using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Reviews;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit review list, review sign.</summary>
internal static class ReviewCommands
{
    public static void AddTo(CommandSet set)
    {
        set.Add(ReviewOperations.List, [], call =>
        {
            ReviewList list = Reviewing.List(call.Session);
            call.Show(list, CliJson.Default.ReviewList, () => new Table(["review", "of", "why", "by", "due", "signed by", "note"],
                [.. list.Reviews.Select(r => (IReadOnlyList<string>)[r.Name, r.Subject, r.Why, r.By, r.SignedAt is null ? $"{Times.Second(r.DueAt)}{(r.Overdue ? " OVERDUE" : "")}" : "", r.SignedBy is null ? "" : $"{r.SignedBy}{(r.Signed ? "" : ", not signed with a key")}", r.Note ?? ""])]),
                () => list.Reviews.Count == 0 ? ["No review is owed."] : []);
            return (int)ExitCode.Done;
        });

        var name = new Argument<string>("NAME") { Description = "as cockpit review list shows it" };
        Option<string?> note = RolloutArguments.Note(), sign = RolloutArguments.Sign();
        set.Add(ReviewOperations.Sign, [name, note, sign], call =>
        {
            ReviewLine done = Reviewing.Sign(call.Session, call.Get(name), call.Needed(note), call.SignWith(sign));
            call.Show(done, CliJson.Default.ReviewLine, text: () => [$"{done.Name} is signed by {done.SignedBy}."]);
            return (int)ExitCode.Done;
        });
    }
}
