namespace Cockpit.Core.Rollouts;

/// <summary>The effect of the step that a host is at, as any worker would name it.</summary>
public static class Effects
{
    /// <exception cref="InvalidOperationException">The host has not begun, so there is no step.</exception>
    public static Effect Of(RolloutState s, HostState h) =>
        new(new EffectId(s.File, s.Id, s.Hash, h.Plan.Id, h.Step ?? throw new InvalidOperationException($"{h.Plan.Name} has not begun."), h.Attempt), h.Plan, h.BootIdBefore);
}
