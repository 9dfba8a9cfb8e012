namespace Cockpit.Store;

/// <summary>Which process a worker is, so that another one on the same machine can tell whether it still lives.</summary>
/// <param name="Owner">The OS user's name.</param>
/// <param name="Machine">The machine's host name, for people.</param>
/// <param name="MachineId">/etc/machine-id of the machine that the worker runs on.</param>
/// <param name="BootId">The kernel's boot id; another one means that the process is gone.</param>
/// <param name="PidStartTicks">Field 22 of /proc/PID/stat: a reused pid has another one (man 5 proc).</param>
public sealed record WorkerIdentity(string Owner, string Machine, string MachineId, string BootId, int Pid, long PidStartTicks);
