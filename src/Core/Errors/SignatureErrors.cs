namespace Cockpit.Core.Errors;

/// <summary>A signature is missing, does not hold, or cannot be checked.</summary>
public static class SignatureErrors
{
    public static readonly ErrorCode SignatureNeeded = new("SIGNATURE_NEEDED", ExitCode.Refused, "Nothing was approved.", "cockpit rollout approve ID --sign KEY signs it with your SSH key.");
    public static readonly ErrorCode SignatureInvalid = new("SIGNATURE_INVALID", ExitCode.Refused, "No server was touched.", "docs/APPROVALS.md says what is signed and whose keys count.");
    public static readonly ErrorCode SignersUnsafe = new("SIGNERS_UNSAFE", ExitCode.Refused, "No signature counts meanwhile.", "The list belongs to root, and nobody else may write it or a folder above it: /etc/cockpit/allowed_signers.");
    public static readonly ErrorCode SigningFailed = new("SIGNING_FAILED", ExitCode.BadInput, "Nothing was changed.", "ssh-keygen -Y sign -n cockpit -f KEY FILE shows what is wrong with the key.");

    internal static IReadOnlyList<ErrorCode> All => [SignatureNeeded, SignatureInvalid, SignersUnsafe, SigningFailed];
}
