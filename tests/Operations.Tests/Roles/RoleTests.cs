using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Roles;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Roles;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Updates;

namespace Cockpit.Operations.Tests.Roles;

public sealed class RoleTests
{
    private static string Code(Action act) => Assert.Throws<CockpitException>(act).Fault.Code.Name;

    private static Session As(DemoFile demo, long uid, long? login, params long[] groups) => new(demo.Session.FilePath, new Actor(uid, login, $"u{uid}"), demo.Session.Clock) { GroupsOf = _ => groups };

    [Fact]
    public void Once_a_role_is_granted_each_act_needs_its_own()
    {
        using var demo = new DemoFile();
        RoleList list = ManageRoles.List(demo.Session);
        Assert.Equal((false, Role.Admin), (list.Limited, list.Yours));
        Assert.Equal("FIRST_ADMIN", Code(() => ManageRoles.Grant(demo.Session, Role.Operator, GrantKind.User, "root")));
        Session root = As(demo, 0, null), stranger = As(demo, 4242, 4242);
        ManageRoles.Grant(demo.Session, Role.Admin, GrantKind.User, "root");
        Assert.True(ManageRoles.List(stranger).Limited);
        Assert.Equal(Role.Viewer, ManageRoles.RoleOf(stranger));

        // Reading is what the file's own rights allow.
        Assert.NotEmpty(ShowHost.Run(stranger, demo.Made.Plan.Rings[0].Hosts[0].Name).Updates);
        Assert.Equal("ROLE_NEEDED", Code(() => HaltAll.Set(stranger, "storage")));
        Assert.Equal("ROLE_NEEDED", Code(() => StartRollout.Run(stranger, demo.Id, true, null, _ => null)));
        Assert.Equal("ROLE_NEEDED", Code(() => ManageRoles.Grant(stranger, Role.Admin, GrantKind.User, "root")));

        string group = File.ReadLines("/etc/group").First(l => l.Split(':')[2] != "0").Split(':')[0];
        long gid = OsAccounts.GidOf(group)!.Value;
        ManageRoles.Grant(root, Role.Operator, GrantKind.Group, group);
        Session op = As(demo, 4242, 4242, gid);
        Assert.True(HaltAll.Set(op, "storage").HaltAll);
        Assert.False(HaltAll.Clear(op, "well again").HaltAll);
        Fault refused = Assert.Throws<CockpitException>(() => RejectRollout.Run(op, demo.Id, "no", null)).Fault;
        Assert.Equal("u4242 is an operator in this file; rollout reject needs an approver.", refused.What);
        Assert.Equal("ROLE_NEEDED", Code(() => DecideUpdate.Approve(op, new UpdateWish("openssl", null, null, [], "CHG-1", null, null))));

        // Who logged in as somebody without a role has none through sudo either.
        Assert.Equal("ROLE_NEEDED", Code(() => HaltAll.Set(new Session(demo.Session.FilePath, new Actor(0, 4243, "root"), demo.Session.Clock) { GroupsOf = _ => [] }, "x")));
    }

    [Fact]
    public void The_last_admin_cannot_be_revoked()
    {
        using var demo = new DemoFile();
        ManageRoles.Grant(demo.Session, Role.Admin, GrantKind.User, "root");
        Session root = As(demo, 0, null);
        Assert.Equal("LAST_ADMIN", Code(() => ManageRoles.Revoke(root, Role.Admin, GrantKind.User, "root")));
        Assert.Equal("GRANT_UNKNOWN", Code(() => ManageRoles.Revoke(root, Role.Operator, GrantKind.User, "root")));
        ManageRoles.Grant(root, Role.Admin, GrantKind.Group, "root");
        Assert.Single(ManageRoles.Revoke(root, Role.Admin, GrantKind.User, "root").Grants);
    }

    [Fact]
    public void Accounts_are_those_of_the_OS()
    {
        using var demo = new DemoFile();
        Assert.Equal("ACCOUNT_UNKNOWN", Code(() => ManageRoles.Grant(demo.Session, Role.Admin, GrantKind.User, "no-such-person-here")));
        Assert.Equal(0, OsAccounts.UidOf("root"));
        Assert.Equal(0, OsAccounts.GidOf("root"));
        Assert.Contains(0, OsAccounts.GroupsOf(0));
        Assert.Empty(OsAccounts.GroupsOf(3_999_999_999));
    }
}
