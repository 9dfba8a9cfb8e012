using NodaTime;

namespace Cockpit.Remote;

/// <summary>The bounds of one script.</summary>
/// <param name="Timeout">From the call to the end of the script; afterwards EXEC_TIMEOUT and the session is closed.</param>
public sealed record RunOptions(Duration Timeout)
{
    /// <summary>As root: directly where the user is root already, else by sudo without a password.</summary>
    public bool AsRoot { get; init; }

    /// <summary>More than this on standard output is OUTPUT_TOO_BIG. 4 MiB hold the package lists of a host with 20,000 packages.</summary>
    public int MaxOutputBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>More than this on standard error is OUTPUT_TOO_BIG.</summary>
    public int MaxErrorBytes { get; init; } = 256 * 1024;

    /// <summary>
    /// The script only reads, so it and what it started are killed when it passes its timeout or is cancelled. Without this it is left to
    /// itself: nothing that may be changing a package is ever killed. Where output passes its cap the pipe is closed in either case.
    /// </summary>
    public bool MayBeKilled { get; init; }
}
