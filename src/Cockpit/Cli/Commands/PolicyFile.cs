using Cockpit.Core.Errors;

namespace Cockpit.Cli.Commands;

/// <summary>Reads a file of definitions; "-" is standard input.</summary>
internal static class PolicyFile
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <exception cref="CockpitException">POLICY_INVALID.</exception>
    public static string Read(string path)
    {
        try
        {
            if (path == "-") return Console.In.ReadToEnd();
            if (new FileInfo(path).Length > MaxBytes) throw new CockpitException(PolicyErrors.PolicyInvalid.Because($"{path} has more than {MaxBytes:N0} bytes."));
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CockpitException(PolicyErrors.PolicyInvalid.Because($"{path} cannot be read: {e.Message}"), e);
        }
    }
}
