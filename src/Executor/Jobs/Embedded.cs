namespace Cockpit.Executor.Jobs;

/// <summary>The shell text that runs on hosts, from the files beside this one.</summary>
internal static class Embedded
{
    public static string Transaction { get; } = Read("transaction.sh");
    public static string Facts { get; } = Read("facts.sh");
    public static string Job { get; } = Read("job.sh");
    public static string Patch { get; } = Read("patch.sh");
    public static string Reboot { get; } = Read("reboot.sh");

    private static string Read(string name)
    {
        using Stream stream = typeof(Embedded).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
