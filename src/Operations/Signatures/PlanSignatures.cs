using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Processes;
using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations.Signatures;

/// <summary>Signs approvals of plans, and says whether the signatures of those that count hold.</summary>
internal static class PlanSignatures
{
    /// <summary>What was signed with an approval.</summary>
    public static string TextOf(FileId file, RolloutId id, string planHash, bool breakGlass, Instant until, Actor by) =>
        SignedText.Of(file, id.ToString(), planHash, breakGlass ? "break-glass" : "approve", until, by);

    /// <summary>Signs, and checks at once that the signature will hold where there is a list of signers.</summary>
    /// <exception cref="CockpitException">SIGNING_FAILED, SIGNATURE_INVALID, SIGNERS_UNSAFE.</exception>
    public static string Sign(ReadTransaction t, string text, string? key, Actor by)
    {
        string signature = SshKeygen.Sign(text, key ?? StandardKey());
        if (SignersFile.Of(t) is not { } signers) return signature;
        if (SignersFile.Problem(signers) is { } unsafe_) throw new CockpitException(SignatureErrors.SignersUnsafe.Because(unsafe_));
        if (WhyNot(text, signature, signers, by) is { } why) throw new CockpitException(SignatureErrors.SignatureInvalid.Because($"Your signature would not count: {why}.") with { Meaning = "Nothing was changed." });
        return signature;
    }

    /// <summary>Why a plan that wants signed approvals may not go on; null where it may, and where it wants none.</summary>
    public static string? WhyNot(RolloutState s, string? signers, Instant now)
    {
        // A broken glass passes missing approvals, and an approval without a signature is one that is missing.
        if (s.Plan.Approval is not { Signed: true } || s.Glass is { } glass && now < glass.Until) return null;
        if (signers is null) return "its approvals must be signed, and this file has no list of allowed signers";
        if (SignersFile.Problem(signers) is { } problem) return problem.TrimEnd('.');
        var whyNot = new List<string>();
        int hold = 0;
        foreach (GivenApproval a in PlanApprovals.Counting(s, now))
        {
            string? why = a.Signature is null ? "not signed" : WhyNot(TextOf(s.File, s.Id, a.PlanHash, a.BreakGlass, a.Until, a.By), a.Signature, signers, a.By);
            if (why is null) hold++;
            else whyNot.Add($"the approval of {Words.Plain(a.By.Name)} does not hold: {why}");
        }
        return hold >= PlanApprovals.Needed(s.Plan) ? null : whyNot.Count > 0 ? string.Join("; ", whyNot) : "an approval is missing";
    }

    /// <summary>The account that must have signed: who logged in, else who the process runs as; by the number, since a name in a row can be anybody's.</summary>
    private static string? WhyNot(string text, string signature, string signers, Actor by) => OsAccounts.NameOf(by.LoginUid ?? by.Uid) is { } principal
        ? SshKeygen.WhyNot(text, signature, signers, principal) : $"this machine has no account with the uid {by.LoginUid ?? by.Uid}";

    /// <summary>As ssh looks for them, the best kinds first.</summary>
    private static readonly string[] StandardKeys = ["id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa"];

    private static string StandardKey()
    {
        string home = Environment.GetEnvironmentVariable("HOME") ?? "";
        return StandardKeys.Select(n => Path.Combine(home, ".ssh", n)).FirstOrDefault(File.Exists)
            ?? throw new CockpitException(SignatureErrors.SigningFailed.Because("You have no SSH key in ~/.ssh.", "Name one: --sign KEY; a public key file will do where the agent has the private half."));
    }
}
