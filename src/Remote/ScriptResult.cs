using System.Text;

namespace Cockpit.Remote;

/// <summary>What a script printed and how it ended. All of it came from the host, so it is hostile until parsed.</summary>
/// <param name="ExitCode">0 to 255; null when a signal ended it.</param>
/// <param name="Signal">The signal's name without SIG ("TERM"), or null.</param>
/// <param name="Output">Standard output, without what login files printed before the script began.</param>
/// <param name="Errors">Standard error, with what login files printed.</param>
public sealed record ScriptResult(int? ExitCode, string? Signal, byte[] Output, byte[] Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary><see cref="Output"/> as text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string OutputText => Encoding.UTF8.GetString(Output);

    /// <summary><see cref="Errors"/> as text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string ErrorText => Encoding.UTF8.GetString(Errors);
}
