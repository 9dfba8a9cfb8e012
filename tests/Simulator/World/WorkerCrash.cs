namespace Cockpit.Simulator.World;

/// <summary>The worker's process dies here.</summary>
internal sealed class WorkerCrash : Exception;

/// <summary>Counts the places where a worker can die: before and after each commit, before and after each call of the port.</summary>
internal sealed class CrashPoints
{
    private int? left;

    /// <summary>After so many places the worker dies; null takes the plan back.</summary>
    public void Plan(int? places) => left = places;

    public void Pass()
    {
        if (left is null || --left > 0) return;
        left = null;
        throw new WorkerCrash();
    }
}
