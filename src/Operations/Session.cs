using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Roles;
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

    /// <summary>The gids of a uid, as the OS has them; only asked where a role was granted to a group.</summary>
    public Func<long, IReadOnlyCollection<long>> GroupsOf { get; init; } = OsAccounts.GroupsOf;

    /// <summary>What is being done, and so which role it needs; null is some act of an operator.</summary>
    internal Operation? Doing { get; private init; }

    /// <summary>The same person at the same file, doing this: what needs more than an operator says so before it writes.</summary>
    internal Session For(Operation operation) => new(FilePath, Actor, Clock) { Desk = Desk, GroupsOf = GroupsOf, Doing = operation };

    /// <summary>The same person at the same file, with something else to open things with.</summary>
    public Session With(SecretDesk desk) => new(FilePath, Actor, Clock) { Desk = desk, GroupsOf = GroupsOf, Doing = Doing };

    /// <summary>The same file for what the worker does by itself: the journal shows it apart from what its user did; the uid is the user's.</summary>
    internal Session AsWorker() => new(FilePath, Actor with { Name = "worker" }, Clock) { Desk = Desk };

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
        return file.Write(t =>
        {
            // In the same transaction, so that a role that was revoked a moment ago does not count any more.
            Acting.Require(t, this, Doing);
            return body(t);
        });
    }

    private bool Required(ReadTransaction t)
    {
        Acting.Require(t, this, Doing);
        return true;
    }

    /// <exception cref="CockpitException">ROLE_NEEDED where it is opened to be written and the role does not allow what is done; the file codes.</exception>
    internal CockpitFile Open(FileAccessMode mode)
    {
        CockpitFile file = CockpitFile.Open(FilePath, mode, Actor, Now);
        try
        {
            if (mode != FileAccessMode.Read) file.Read(t => Required(t));
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
