using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Secrets;
using Cockpit.Store;
using NodaTime;

namespace Cockpit.Operations;

/// <summary>
/// One person at one file: what every operation is called with. It opens the file anew for each operation, so it holds no lock
/// between them, can be used from any thread, and sees a file that was replaced.
/// </summary>
/// <param name="path">The database file.</param>
/// <param name="actor">Who acts.</param>
/// <param name="clock">The time of this process.</param>
public sealed class Session(string path, Actor actor, IClock clock)
{
    public string FilePath { get; } = Path.GetFullPath(path);

    public Actor Actor { get; } = actor;

    public IClock Clock { get; } = clock;

    /// <summary>What this process has to open things with: nothing, unless whoever made the session said so.</summary>
    public SecretDesk Desk { get; init; } = new(null);

    /// <summary>The same person at the same file, with something else to open things with.</summary>
    public Session With(SecretDesk desk) => new(FilePath, Actor, Clock) { Desk = desk };

    /// <summary>The whole fleet as it was read last, so that what asks for a scope's members again reads only what changed. Immutable; each thread may set it.</summary>
    internal HostList? KnownFleet { get; set; }

    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>Reads one state of the file.</summary>
    /// <exception cref="CockpitException">FILE_MISSING and the other file codes.</exception>
    internal T Read<T>(Func<ReadTransaction, T> body)
    {
        using CockpitFile file = Open(FileAccessMode.Read);
        return file.Read(body);
    }

    /// <summary>All of it, or nothing when <paramref name="body"/> throws.</summary>
    internal T Write<T>(Func<WriteTransaction, T> body, FileAccessMode mode = FileAccessMode.Write)
    {
        using CockpitFile file = Open(mode);
        return file.Write(body);
    }

    internal CockpitFile Open(FileAccessMode mode)
    {
        CockpitFile file = CockpitFile.Open(FilePath, mode, Actor, Now);
        try
        {
            ExpiredRisks.EndIn(file, Actor, Now);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
