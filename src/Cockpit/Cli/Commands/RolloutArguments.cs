using System.CommandLine;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Cli.Commands;

/// <summary>Arguments and options that the rollout commands share.</summary>
internal static class RolloutArguments
{
    public static Argument<string> Id() => new("ID") { Description = "such as R17" };

    public static Argument<string> Host() => new("HOST") { Description = "a host of the rollout" };

    public static Option<string?> Expect() => Options.Text("--expect", "do it only if this is still the rollout's last event", "SEQ");

    public static Option<string?> Reason() => Options.Text("--reason", "why; it stands in the journal", "R");

    public static Option<string?> Note() => Options.Text("--note", "why; it stands in the journal", "N");

    public static Option<string?> Sign() => new("--sign")
    {
        Description = "signs it with your SSH key: a private key file, or a public one whose private half is in the agent; the first key of ~/.ssh without a name", HelpName = "KEY", Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>Null where nothing is to be signed.</summary>
    public static SigningKey? SignWith(this Call call, Option<string?> sign) => call.Has(sign) ? new SigningKey(call.Get(sign)) : null;

    public static RolloutId RolloutId(this Call call, Argument<string> argument)
    {
        string text = call.Get(argument);
        return Core.Ids.RolloutId.TryParse(text, out RolloutId id) ? id : throw new CockpitException(CallErrors.Usage.Because($"\"{Printable.Line(text, 40)}\" is no rollout's id.", "An id looks like R17; cockpit rollout list shows them."));
    }

    public static long? Expected(this Call call, Option<string?> option)
    {
        if (call.Get(option) is not { } text) return null;
        return long.TryParse(text, out long seq) && seq > 0 ? seq : throw new CockpitException(CallErrors.Usage.Because($"--expect is an event's number, not \"{Printable.Line(text, 40)}\".", "cockpit rollout show ID -o json has it as seq."));
    }

    /// <summary>A text that an act cannot do without.</summary>
    public static string Needed(this Call call, Option<string?> option) =>
        call.Get(option) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw new CockpitException(RolloutErrors.NoteNeeded.Because($"{option.Name} is missing."));
}
