using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Roles;
using CsCheck;
using Xunit;

namespace Cockpit.Core.Tests.Operations;

public sealed class RoleRulesTests
{
    private static readonly RoleGrant AnnaOperates = new(Role.Operator, GrantKind.User, 1000, "anna"), BoardApproves = new(Role.Approver, GrantKind.Group, 200, "board"), RootAdmin = new(Role.Admin, GrantKind.User, 0, "root");

    private static Role? RoleOf(long uid, long? login, params RoleGrant[] grants) => RoleRules.Of(grants, new Actor(uid, login, "x"), u => u == 1001 ? [200, 300] : [u]);

    [Fact]
    public void Without_any_grant_nobody_is_limited() => Assert.Equal(Role.Admin, RoleOf(1000, 1000));

    [Fact]
    public void A_user_and_a_member_of_a_group_have_what_was_granted_and_others_nothing()
    {
        Assert.Equal(Role.Operator, RoleOf(1000, 1000, AnnaOperates, BoardApproves));
        Assert.Equal(Role.Approver, RoleOf(1001, null, AnnaOperates, BoardApproves));
        Assert.Null(RoleOf(1002, 1002, AnnaOperates, BoardApproves));
    }

    [Fact]
    public void Sudo_and_a_shared_account_lend_nobody_more_than_they_have_themselves()
    {
        Assert.Null(RoleOf(0, 1000, AnnaOperates));
        Assert.Equal(Role.Operator, RoleOf(0, 1000, AnnaOperates, RootAdmin));
        Assert.Null(RoleOf(0, 1002, AnnaOperates, RootAdmin));
        Assert.Equal(Role.Operator, RoleOf(1001, 1000, AnnaOperates, BoardApproves));
    }

    [Fact]
    public void More_grants_never_take_a_role_away_and_their_order_does_not_matter()
    {
        Gen<RoleGrant> any = Gen.Select(Gen.Enum<Role>(), Gen.Enum<GrantKind>(), Gen.Long[0, 3]).Select((r, k, id) => new RoleGrant(r, k, id, "x"));
        Gen.Select(any.Array[1, 6], any, Gen.Long[0, 3], Gen.Long[0, 3]).Sample((grants, more, uid, login) =>
        {
            var who = new Actor(uid, login, "x");
            Role? before = RoleRules.Of(grants, who, u => [u, u + 1]), after = RoleRules.Of([.. grants, more], who, u => [u, u + 1]);
            Assert.True(before is null || after >= before);
            Assert.Equal(after, RoleRules.Of([more, .. grants.Reverse()], who, u => [u, u + 1]));
        });
    }

    [Fact]
    public void The_last_admin_is_known()
    {
        Assert.False(RoleRules.LeavesAdmin([RootAdmin, AnnaOperates], RootAdmin));
        Assert.True(RoleRules.LeavesAdmin([RootAdmin, AnnaOperates], AnnaOperates));
        Assert.True(RoleRules.LeavesAdmin([RootAdmin, new(Role.Admin, GrantKind.Group, 0, "root")], RootAdmin));
    }

    [Fact]
    public void Every_act_needs_a_role_and_stopping_an_operator_alone()
    {
        Assert.All(OperationTable.All, o => Assert.True(o.Kind is OperationKind.Read ? o.Role is Role.Viewer : o.Kind is OperationKind.Stop ? o.Role is Role.Operator : o.Role >= Role.Operator, $"{o.Verb}: {o.Kind} with {o.Role}"));
        Assert.Equal(
            ["calendar import", "findings accept", "findings reopen", "freeze remove", "policy apply", "policy remove", "risk rules reset", "risk rules set", "rollout approve", "rollout reject", "scope remove", "scope set", "update approve", "update defer", "update lift", "update reject", "window remove", "window set"],
            OperationTable.All.Where(o => o.Role is Role.Approver && !o.Verb.StartsWith("review", StringComparison.Ordinal)).Select(o => o.Verb).Order(StringComparer.Ordinal));
    }
}
