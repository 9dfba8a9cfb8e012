using Cockpit.Core.Errors;
using Cockpit.Operations.Processes;
using Cockpit.Store;
using Cockpit.Store.Roles;

namespace Cockpit.Operations.Signatures;

/// <summary>
/// The list of allowed signers. It lies outside the database, because whoever writes that could add a key; and it must be nobody's but root's,
/// with every folder above it, because whoever writes it could do the same.
/// </summary>
internal static class SignersFile
{
    /// <summary>Where an admin of the machine puts it; it goes before what the file names.</summary>
    public const string OfTheMachine = "/etc/cockpit/allowed_signers";

    private const int GroupOrOthersWrite = 0b000_010_010, Sticky = 0b1_000_000_000;

    /// <summary>The list that counts; null where there is none.</summary>
    public static string? Of(ReadTransaction t) => File.Exists(OfTheMachine) ? OfTheMachine : t.Signers();

    /// <summary>Why a list must not be trusted, as a sentence; null where it may.</summary>
    public static string? Problem(string path)
    {
        if (!Path.IsPathFullyQualified(path)) return "The path does not begin with /.";
        if (!File.Exists(path)) return $"There is no file {Printable.Line(path, 200)}.";
        for (string? at = Path.GetFullPath(path); at is not null; at = Path.GetDirectoryName(at))
        {
            if (LibC.OwnerAndMode(at) is not var (owner, mode)) return $"{Printable.Line(at, 200)} cannot be looked at.";
            if (new FileInfo(at).LinkTarget is not null) return $"{Printable.Line(at, 200)} is a link; name the file itself.";
            if (owner != 0) return $"{Printable.Line(at, 200)} belongs to uid {owner}, not to root.";
            // In a sticky folder such as /tmp nobody replaces what is root's.
            bool sticky = at != path && (mode & Sticky) != 0;
            if ((mode & GroupOrOthersWrite) != 0 && !sticky) return $"{Printable.Line(at, 200)} can be written by others than root.";
        }
        return null;
    }
}
