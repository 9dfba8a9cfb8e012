namespace Cockpit.Core.Errors;

/// <summary>Carries a <see cref="Fault"/> to the edge (a command, a screen, the worker's log), where it is shown once.</summary>
public sealed class CockpitException(Fault fault, Exception? inner = null) : Exception(fault.Message, inner)
{
    public Fault Fault { get; } = fault;
}
