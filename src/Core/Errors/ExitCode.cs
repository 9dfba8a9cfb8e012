namespace Cockpit.Core.Errors;

/// <summary>What a call ends with. Scripts build on these numbers, so they never change.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>It ran, and something in it failed: a host, a rejected row, a gate.</summary>
    PartlyFailed = 1,

    /// <summary>The call or the input is wrong. Nothing changed.</summary>
    BadInput = 2,

    /// <summary>A rule refused it. Nothing changed.</summary>
    Refused = 3,

    /// <summary>The file is missing, locked, damaged or made by a newer version.</summary>
    BadFile = 4,

    /// <summary>An error in Cockpit itself.</summary>
    Internal = 70,

    /// <summary>Ctrl-C.</summary>
    Interrupted = 130,
}
