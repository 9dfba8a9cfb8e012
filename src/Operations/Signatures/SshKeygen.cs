using System.ComponentModel;
using System.Diagnostics;
using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;

namespace Cockpit.Operations.Signatures;

/// <summary>Signs and verifies with the machine's own ssh-keygen (man 1 ssh-keygen, -Y), so that agents and hardware keys work as they do for ssh.</summary>
internal static class SshKeygen
{
    /// <summary>A person types a passphrase or touches a key meanwhile.</summary>
    private static readonly TimeSpan ToSign = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan ToVerify = TimeSpan.FromSeconds(20);

    /// <summary>Characters of a signature; the longest kinds of key make some 3,000.</summary>
    public const int MostSignature = 16_384;

    private const string Begin = "-----BEGIN SSH SIGNATURE-----", End = "-----END SSH SIGNATURE-----";

    /// <param name="key">A private key file, or a public one whose private half is in the agent.</param>
    /// <returns>The signature, armored.</returns>
    /// <exception cref="CockpitException">SIGNING_FAILED.</exception>
    public static string Sign(string text, string key)
    {
        var (exit, output, error) = Run(["-Y", "sign", "-q", "-n", SignedText.Namespace, "-f", key], text, ToSign);
        string signature = output.Trim();
        if (exit != 0 || !signature.StartsWith(Begin, StringComparison.Ordinal) || !signature.EndsWith(End, StringComparison.Ordinal) || signature.Length > MostSignature)
            throw new CockpitException(SignatureErrors.SigningFailed.Because($"ssh-keygen did not sign with {Printable.Line(key, 100)}: {Printable.Line(error.Trim().Split('\n')[^1], 200)}"));
        return signature;
    }

    /// <summary>Why a signature does not hold, as the end of a sentence; null where it does.</summary>
    /// <param name="signers">The file of allowed signers (man 1 ssh-keygen, ALLOWED SIGNERS).</param>
    /// <param name="principal">Who must have signed.</param>
    public static string? WhyNot(string text, string signature, string signers, string principal)
    {
        if (signature.Length > MostSignature) return "it is longer than any signature";
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, signature + "\n");
            var (exit, _, error) = Run(["-Y", "verify", "-f", signers, "-I", principal, "-n", SignedText.Namespace, "-s", file], text, ToVerify);
            if (exit == 0) return null;
            return exit < 0 ? error : $"no key of {Printable.Line(principal, 60)} in {signers} signed exactly this";
        }
        catch (CockpitException e)
        {
            return Printable.Line(e.Fault.What, 200);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (int Exit, string Output, string Error) Run(string[] arguments, string input, TimeSpan most)
    {
        var start = new ProcessStartInfo("ssh-keygen", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start) ?? throw new Win32Exception();
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            try
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended without reading; its exit code says more.
            }
            if (!process.WaitForExit(most))
            {
                process.Kill(entireProcessTree: true);
                return (-1, "", $"no answer in {most.TotalSeconds:0} s");
            }
            return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
        catch (Win32Exception e)
        {
            throw new CockpitException(SignatureErrors.SigningFailed.Because("There is no ssh-keygen on this machine.", "Install the OpenSSH client."), e);
        }
    }
}
