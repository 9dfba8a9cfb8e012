using Cockpit.Core.Errors;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Operations.Tests.Windows;

/// <summary>A new file in a folder of its own, at a moment that stands still.</summary>
internal sealed class FileAt : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-windows-").FullName;

    public FileAt(string now) => At(now);

    public Session Session { get; private set; } = null!;

    public string Path(string name) => System.IO.Path.Combine(folder, name);

    public string File(string name, string text)
    {
        System.IO.File.WriteAllText(Path(name), text);
        return Path(name);
    }

    public void At(string now) => Session = new Session(Path("a.db"), DemoFile.Anna, new ClockAt(Utc(now)));

    public static Instant Utc(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    public static string Code(Action act) => Assert.Throws<CockpitException>(act).Fault.Code.Name;

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
