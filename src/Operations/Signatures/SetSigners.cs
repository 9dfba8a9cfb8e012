using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Store.Roles;

namespace Cockpit.Operations.Signatures;

/// <param name="Path">Null where the file names none.</param>
/// <param name="InForce">The list that counts on this machine; the machine's own goes before the file's.</param>
public sealed record SignersSetting(string? Path, string? InForce);

/// <summary>Names the list of allowed signers, which lies outside the file.</summary>
public static class SetSigners
{
    /// <param name="path">A full path; null takes the setting back.</param>
    /// <exception cref="CockpitException">SIGNERS_UNSAFE, ROLE_NEEDED.</exception>
    public static SignersSetting Run(Session session, string? path)
    {
        if (path is not null && SignersFile.Problem(path) is { } problem) throw new CockpitException(SignatureErrors.SignersUnsafe.Because(problem) with { Meaning = "Nothing was changed." });
        return session.For(FileOperations.SetSigners).Write(t =>
        {
            t.SetSigners(path, session.Actor, session.Now);
            return new SignersSetting(path, SignersFile.Of(t));
        });
    }
}
