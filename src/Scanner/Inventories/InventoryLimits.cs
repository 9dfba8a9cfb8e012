using Cockpit.Core.Errors;

namespace Cockpit.Scanner.Inventories;

/// <summary>What a file with hosts may hold. Beyond it nothing is read, because a file of this kind is an attack or a mistake.</summary>
internal static class InventoryLimits
{
    /// <summary>Bytes of a file; a hundred thousand hosts are some 10 MB.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Hosts of one file, ten times the largest fleet that this program is made for.</summary>
    public const int MaxHosts = 100_000;

    /// <summary>Hosts that one range such as web[01:20] may stand for: a whole /16.</summary>
    public const int MaxRange = 65_536;

    /// <summary>Characters of a line of a text inventory; a longer one names no host.</summary>
    public const int MaxLine = 64 * 1024;

    /// <summary>Levels of nested files and groups, as ssh has for Include (readconf.c allows 16).</summary>
    public const int MaxDepth = 16;

    /// <summary>Files that one inventory may bring in.</summary>
    public const int MaxFiles = 4_096;

    public static CockpitException TooMany() => Invalid($"The file names more than {MaxHosts:N0} hosts.");

    public static CockpitException Invalid(string what) => new(HostErrors.HostFileInvalid.Because(what));
}
