using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Reviews;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Signatures;
using NodaTime;

namespace Cockpit.Operations.Tests.Signatures;

/// <summary>With the machine's own ssh-keygen and keys made for the test. A list of signers must be root's, so what verifies wants to run as root.</summary>
public sealed class SignatureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-sign-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static readonly Actor Root = new(0, null, "root");

    private static string Code(Action act) => Assert.Throws<CockpitException>(act).Fault.Code.Name;

    private string Key(string name)
    {
        string path = Path.Combine(folder, name);
        using Process made = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
        return path;
    }

    private string Signers(params (string Principal, string Key)[] who)
    {
        string path = Path.Combine(folder, "allowed_signers");
        File.WriteAllLines(path, who.Select(w => $"{w.Principal} namespaces=\"cockpit\" {File.ReadAllText(w.Key + ".pub").Trim()}"));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        return path;
    }

    private static void NeedsRoot() => Assert.SkipUnless(Environment.UserName == "root", "a list of signers must belong to root");

    private static RolloutId Draft(DemoFile demo)
    {
        Assert.True(RolloutId.TryParse(PlanRollout.From(demo.Session, demo.Id, "again").RolloutId, out RolloutId id));
        return id;
    }

    /// <summary>The rollout as it would be under a policy that wants signatures.</summary>
    private static RolloutState Wanting(DemoFile demo, RolloutId id, int persons = 1)
    {
        RolloutState s = demo.Session.Read(t => RolloutAct.Find(t, id));
        return s with { Plan = s.Plan with { Approval = new PlanApproval(persons, false, true, 7 * 86_400, false) } };
    }

    [Fact]
    public void A_signature_holds_for_exactly_the_text_the_key_and_the_person()
    {
        NeedsRoot();
        string key = Key("mine"), other = Key("other"), signers = Signers(("root", key), ("ben", other));
        string signature = SshKeygen.Sign("text\n", key);
        Assert.Null(SshKeygen.WhyNot("text\n", signature, signers, "root"));
        Assert.NotNull(SshKeygen.WhyNot("text \n", signature, signers, "root"));
        Assert.NotNull(SshKeygen.WhyNot("text\n", signature, signers, "ben"));
        Assert.NotNull(SshKeygen.WhyNot("text\n", SshKeygen.Sign("text\n", other), signers, "root"));
        Assert.NotNull(SshKeygen.WhyNot("text\n", "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----", signers, "root"));
        Assert.NotNull(SshKeygen.WhyNot("text\n", "", signers, "root"));
        Assert.Equal("SIGNING_FAILED", Code(() => SshKeygen.Sign("text\n", Path.Combine(folder, "no-such-key"))));
    }

    [Fact]
    public void A_signed_approval_holds_and_one_that_was_forged_or_moved_does_not()
    {
        NeedsRoot();
        using var demo = new DemoFile();
        var root = new Session(demo.Session.FilePath, Root, demo.Session.Clock);
        string key = Key("mine"), signers = Signers(("root", key));
        Assert.Equal(signers, SetSigners.Run(root, signers).Path);
        RolloutId id = Draft(demo);
        string hash = ShowRollout.Run(root, id).Hash;
        Assert.Equal("SIGNATURE_INVALID", Code(() => ApproveRollout.Run(root, id, hash, null, null, sign: new SigningKey(Key("unknown")))));
        Assert.Equal("HASH_MISMATCH", Code(() => ApproveRollout.Run(root, id, "0000", null, null, sign: new SigningKey(key))));
        RolloutView view = ApproveRollout.Run(root, id, hash, "CHG-1", null, sign: new SigningKey(key));
        Assert.True(Assert.Single(view.Approvals).Signed);

        RolloutState s = Wanting(demo, id);
        Assert.Null(PlanSignatures.WhyNot(s, signers, demo.Session.Now));
        GivenApproval given = s.Approvals[0];
        RolloutState With(GivenApproval a) => s with { Approvals = [a] };
        Assert.Contains("not signed", PlanSignatures.WhyNot(With(given with { Signature = null }), signers, demo.Session.Now), StringComparison.Ordinal);
        Assert.NotNull(PlanSignatures.WhyNot(With(given with { Until = given.Until + Duration.FromDays(1) }), signers, demo.Session.Now));
        Assert.NotNull(PlanSignatures.WhyNot(With(given with { By = new Actor(1, null, "root") }), signers, demo.Session.Now));
        Assert.NotNull(PlanSignatures.WhyNot(s with { Id = new RolloutId(99) }, signers, demo.Session.Now));
        Assert.NotNull(PlanSignatures.WhyNot(s with { File = new FileId(Guid.NewGuid()) }, signers, demo.Session.Now));
        Assert.NotNull(PlanSignatures.WhyNot(Wanting(demo, id, persons: 2), signers, demo.Session.Now));
        Assert.NotNull(PlanSignatures.WhyNot(s, null, demo.Session.Now));

        // Who leaves the list no longer counts, at the next look.
        var watch = new SignatureWatch(() => signers, () => demo.Session.Now);
        Assert.Null(watch.WhyUnsigned(s));
        Signers(("ben", Key("ben")));
        Assert.Contains("no key of root", watch.WhyUnsigned(s), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_signers_that_others_could_write_counts_for_nothing()
    {
        NeedsRoot();
        string signers = Signers(("root", Key("mine")));
        Assert.Null(SignersFile.Problem(signers));
        File.SetUnixFileMode(signers, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        Assert.EndsWith("can be written by others than root.", SignersFile.Problem(signers), StringComparison.Ordinal);
        File.SetUnixFileMode(signers, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        Assert.StartsWith(folder, SignersFile.Problem(signers), StringComparison.Ordinal);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string link = Path.Combine(folder, "link");
        File.CreateSymbolicLink(link, signers);
        Assert.Contains("is a link", SignersFile.Problem(link), StringComparison.Ordinal);
        Assert.NotNull(SignersFile.Problem(Path.Combine(folder, "none")));
        Assert.NotNull(SignersFile.Problem("allowed_signers"));
        using var demo = new DemoFile();
        Assert.Equal("SIGNERS_UNSAFE", Code(() => SetSigners.Run(demo.Session, link)));
    }

    [Fact]
    public void A_review_is_signed_with_a_key()
    {
        NeedsRoot();
        using var demo = new DemoFile();
        var root = new Session(demo.Session.FilePath, Root, demo.Session.Clock);
        string key = Key("mine");
        SetSigners.Run(root, Signers(("root", key)));
        RolloutId id = Draft(demo);
        StartRollout.Run(demo.Session, id, true, null, _ => null, breakGlass: "exploited");
        Assert.Equal("SIGNATURE_INVALID", Code(() => Reviewing.Sign(root, $"{id}-break-glass", "as told", new SigningKey(Key("unknown")))));
        ReviewLine signed = Reviewing.Sign(root, $"{id}-break-glass", "as told", new SigningKey(key));
        Assert.Equal((true, "root"), (signed.Signed, signed.SignedBy));
    }

    [Fact]
    public void Without_a_list_a_signature_is_kept_and_an_unsigned_approval_shows_as_not_signed()
    {
        using var demo = new DemoFile();
        RolloutId signed = Draft(demo), plain = Draft(demo);
        string hash = ShowRollout.Run(demo.Session, signed).Hash;
        Assert.True(ApproveRollout.Run(demo.Session, signed, hash, null, null, sign: new SigningKey(Key("mine"))).Approvals[0].Signed);
        Assert.False(ApproveRollout.Run(demo.Session, plain, hash, null, null).Approvals[0].Signed);
    }
}
