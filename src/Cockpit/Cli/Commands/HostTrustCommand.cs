using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations;
using Cockpit.Operations.HostKeys;

namespace Cockpit.Cli.Commands;

internal static class HostTrustCommand
{
    public static void AddTo(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        var fingerprint = Options.Text("--fingerprint", "the whole fingerprint that you compared; without a terminal it is needed", "SHA256:F");
        set.Add(HostOperations.Trust, [name, fingerprint], call =>
        {
            // Ctrl-C just ends it, at the question too: a key is written in one piece or not at all.
            string host = call.Get(name);
            HostKeyView? done = null;
            string? compared = call.Get(fingerprint);
            if (compared is null)
            {
                HostKeyView shown = ShowHostKey.Run(call.Session, host, CancellationToken.None);
                compared = shown.State is HostKeyState.Known ? null : Ask(call, shown);
                done = compared is null ? shown : null;
            }
            done ??= TrustHostKey.Run(call.Session, host, compared!, CancellationToken.None);
            call.Show(done, CliJson.Default.HostKeyView, text: () => Done(done));
            return (int)ExitCode.Done;
        });
    }

    private static IEnumerable<string> Done(HostKeyView view)
    {
        if (view.State is HostKeyState.Known)
        {
            yield return $"{view.Host} shows {view.Fingerprint} ({view.Type}), which {view.KnownAt} knows. Nothing was changed.";
            yield break;
        }
        yield return $"{view.Host} is trusted by {view.Fingerprint} ({view.Type}) in {view.File}.";
        if (view.Backup is { } backup) yield return $"The file as it was: {backup}";
    }

    /// <summary>Nobody trusts what they have not seen: the key is shown, and the end of its fingerprint typed. --yes does not answer this.</summary>
    private static string Ask(Call call, HostKeyView shown)
    {
        if (!call.Streams.CanAsk)
            throw new CockpitException(CallErrors.ConfirmationNeeded.Because($"{shown.Host} shows {shown.Fingerprint} ({shown.Type}), and there is no terminal to compare it at.", $"Compare it at its console, then: cockpit host trust {shown.Host} --fingerprint {shown.Fingerprint}"));
        foreach (string line in HostKeyText.Of(shown)) call.Streams.Error.WriteLine(Printable.Line(line));
        if (shown.State is HostKeyState.Revoked) return shown.Fingerprint;
        call.Streams.Error.Write($"Type the last {shown.Word.Length} characters of the new fingerprint and Enter to trust it. Anything else leaves all as it is. > ");
        call.Streams.Error.Flush();
        string typed = (call.Streams.In.ReadLine() ?? "").Trim();
        return typed == shown.Word ? shown.Fingerprint
            : throw new CockpitException(CallErrors.ConfirmationNeeded.Because($"\"{Printable.Line(typed, 40)}\" is not the end of the fingerprint.", "Run it again."));
    }
}
