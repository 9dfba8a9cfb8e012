using System.Diagnostics;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Remote.Local;

namespace Cockpit.Remote.Secrets;

/// <summary>Runs a command that prints a secret. No shell, no input, bounded in time and output; what it says on standard error is not repeated, for it may hold the secret.</summary>
internal static class SecretCommand
{
    /// <summary>Time enough to touch a key or type a PIN into the command's own window.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="words">The program and its arguments.</param>
    /// <returns>All that it printed.</returns>
    /// <exception cref="CockpitException">SECRET_UNAVAILABLE.</exception>
    public static Secret Run(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(words[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var word in words.Skip(1)) start.ArgumentList.Add(word);
        Process child;
        try
        {
            child = Process.Start(start)!;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw Failed(words, "could not be started");
        }
        using (child)
        {
            // Not disposed: a reader that outlives its killed child still sets it.
            var over = new ManualResetEventSlim();
            var open = 2;
            void Ended(PipeReader reader)
            {
                if (reader.TooMuch || Interlocked.Decrement(ref open) == 0) over.Set();
            }
            child.StandardInput.Close();
            var output = new PipeReader(child.StandardOutput.BaseStream, Secret.MaxBytes, "secret-stdout", Ended);
            var errors = new PipeReader(child.StandardError.BaseStream, Secret.MaxBytes, "secret-stderr", Ended);
            var ended = WaitHandle.WaitAny([over.WaitHandle, cancellation.WaitHandle], Limit);
            if (ended != 0 || output.TooMuch || errors.TooMuch || !child.WaitForExit(Limit))
            {
                try
                {
                    child.Kill(entireProcessTree: true);
                }
                catch (InvalidOperationException)
                {
                    // It has exited meanwhile.
                }
                cancellation.ThrowIfCancellationRequested();
                throw Failed(words, ended == WaitHandle.WaitTimeout ? $"did not end within {Limit.TotalSeconds:0} s" : "printed more than a secret has");
            }
            return output.TakeSecret() is { } secret && child.ExitCode == 0 && secret.Bytes.Length > 0
                ? secret : throw Failed(words, child.ExitCode == 0 ? "printed nothing" : $"ended with exit code {child.ExitCode}");
        }
    }

    private static CockpitException Failed(IReadOnlyList<string> words, string how) =>
        new(CredentialErrors.SecretUnavailable.Because($"The command {HostText.OneLine(words[0])} {how}.", "Run it by hand; what it says is not repeated here, because it may hold the secret."));
}
