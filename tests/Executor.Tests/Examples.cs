using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;

namespace Cockpit.Executor.Tests;

/// <summary>Plans and ids that the tests share.</summary>
internal static class Examples
{
    public const string MachineId = "0123456789abcdef0123456789abcdef";

    public static PlanHost Host(params PlanUpdate[] updates) => Host(updates, [.. updates.Select(u => new PackageChange(u.Name, u.Architecture, u.From, u.To))]);

    public static PlanHost Host(IReadOnlyList<PlanUpdate> updates, IReadOnlyList<PackageChange> transaction) =>
        new(new HostId(7), "web-07", Transport.Local, "web-07", 22, null, null, MachineId, updates, transaction);

    public static PlanUpdate Update(string name, string from = "1.0", string to = "1.1", string architecture = "all") =>
        new(name, architecture, from, to, UpdateClass.Security, null, "Lab-Security:stable-security");

    public static EffectId Id(Step step = Step.Patch, int attempt = 1, string file = "3f2a0000-0000-4000-8000-000000000001", long rollout = 4) =>
        new(new FileId(Guid.Parse(file)), new RolloutId(rollout), PlanHash.Of("plan"u8), new HostId(7), step, attempt);

    public static string Output(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Outputs", name));
}
