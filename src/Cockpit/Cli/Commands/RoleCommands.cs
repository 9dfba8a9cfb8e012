using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Roles;
using Cockpit.Operations;
using Cockpit.Operations.Roles;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit role grant, list, revoke.</summary>
internal static class RoleCommands
{
    public static void AddTo(CommandSet set)
    {
        set.Add(RoleOperations.List, [], call => Shown(call, ManageRoles.List(call.Session)));
        Add(set, RoleOperations.Grant, ManageRoles.Grant);
        Add(set, RoleOperations.Revoke, ManageRoles.Revoke);
    }

    private static void Add(CommandSet set, Operation operation, Func<Cockpit.Operations.Session, Role, GrantKind, string, RoleList> act)
    {
        var role = Options.OneOfArgument("ROLE", "viewer, operator, approver or admin; each includes those before it", "viewer", "operator", "approver", "admin");
        Option<string?> user = Options.Text("--user", "an OS user", "NAME"), group = Options.Text("--group", "an OS group: all of its members", "NAME");
        set.Add(operation, [role, user, group], call =>
        {
            string? person = call.Get(user), members = call.Get(group);
            if (person is null == members is null) throw new CockpitException(CallErrors.Usage.Because("A role belongs to a --user or to a --group.", "One of both."));
            return Shown(call, act(call.Session, Enum.Parse<Role>(call.Get(role), ignoreCase: true), person is null ? GrantKind.Group : GrantKind.User, person ?? members!));
        });
    }

    private static int Shown(Call call, RoleList list)
    {
        call.Show(list, CliJson.Default.RoleList, () => new Table(["role", "of", "name", "id>", "since", "by"],
            [.. list.Grants.Select(g => (IReadOnlyList<string>)[g.Role.ToString().ToLowerInvariant(), g.Kind.ToString().ToLowerInvariant(), g.Name, $"{g.Id}", Times.Second(g.At), g.By])]), () => [list.Text]);
        return (int)ExitCode.Done;
    }
}
