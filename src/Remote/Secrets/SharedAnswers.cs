using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;

namespace Cockpit.Remote.Secrets;

/// <summary>
/// What a person answered, shared by all hosts of a run that ask the same. A new answer goes to one host alone until that one has
/// accepted it; only then the others have it, so a mistyped password is refused once and not by fifty hosts. Thread-safe.
/// </summary>
/// <param name="ask">Null where nobody can be asked.</param>
/// <param name="person">It is a person who is asked: one who declines, or is refused too often, is not asked again.</param>
internal sealed class SharedAnswers(AskPerson? ask, bool person = true)
{
    /// <summary>As ssh's NumberOfPasswordPrompts: after so many refused answers in a row the person is not asked that again in this run.</summary>
    private const int MostRefused = 3;

    /// <summary>How often a waiting host looks whether it was cancelled.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Lock _terminal = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public bool CanAsk => ask is not null;

    /// <summary>Blocks until there is an answer that this host may try.</summary>
    /// <param name="anew">The shared answer was refused by this host: the person is asked once more, for it.</param>
    /// <exception cref="CockpitException">SECRET_UNAVAILABLE: nobody can be asked, or the person declined.</exception>
    public Answer Take(Question question, bool anew, CancellationToken cancellation)
    {
        if (ask is null) throw Unavailable($"\"{question.Text}\" wants a person's answer, and there is nobody to ask here.");
        Entry entry;
        lock (_entries)
        {
            if (!_entries.TryGetValue(question.Key, out entry!)) _entries[question.Key] = entry = new Entry();
        }
        lock (entry)
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                if (entry.Declined) throw Unavailable($"Nobody answered \"{question.Text}\".");
                if (entry.Proven && !anew) return new Answer(entry, entry.Value!.Copy(), owner: false);
                if (!entry.Out) break;
                Monitor.Wait(entry, Look);
            }
            entry.Out = true;
            if (entry.Value is { } unproven && !anew) return new Answer(entry, unproven.Copy(), owner: true) { OfPerson = person };
        }
        Secret? given = null;
        try
        {
            lock (_terminal) given = ask(question, cancellation);
        }
        finally
        {
            lock (entry)
            {
                if (given is null)
                {
                    entry.Out = false;
                    entry.Declined |= person && !cancellation.IsCancellationRequested;
                }
                Monitor.PulseAll(entry);
            }
        }
        return given is null ? throw Unavailable($"Nobody answered \"{question.Text}\".") : new Answer(entry, given, owner: true) { OfPerson = person };
    }

    private static CockpitException Unavailable(string what) => new(CredentialErrors.SecretUnavailable.Because(what));

    internal sealed class Entry
    {
        public Secret? Value;
        public bool Proven, Out, Declined;
        public int RefusedInARow;
    }

    /// <summary>One host's use of an answer. Say how it went, then dispose it.</summary>
    internal sealed class Answer(Entry entry, Secret value, bool owner) : IDisposable
    {
        private bool _told;

        /// <summary>A secret that no person gave, so asking again would bring the same.</summary>
        public static Answer Fixed(Secret value) => new(new Entry(), value, owner: true) { IsFixed = true };

        public bool IsFixed { get; private init; }

        public bool OfPerson { get; init; } = true;

        public Secret Value => value;

        /// <summary>Another host has accepted it, so this host may differ and is worth one more question.</summary>
        public bool Shared => !owner;

        public void Accepted()
        {
            lock (entry)
            {
                if (!owner || _told) return;
                _told = true;
                entry.Value?.Dispose();
                entry.Value = value.Copy();
                (entry.Proven, entry.Out, entry.RefusedInARow) = (true, false, 0);
                Monitor.PulseAll(entry);
            }
        }

        public void Refused()
        {
            lock (entry)
            {
                if (!owner || _told) return;
                _told = true;
                // An answer that another host has accepted stays theirs; this one was asked for this host alone.
                if (!entry.Proven)
                {
                    entry.Value?.Dispose();
                    entry.Value = null;
                    entry.Declined = ++entry.RefusedInARow >= MostRefused && OfPerson;
                }
                entry.Out = false;
                Monitor.PulseAll(entry);
            }
        }

        /// <summary>Where nobody said how it went (the line broke), the next host tries the same answer before anyone is asked again.</summary>
        public void Dispose()
        {
            lock (entry)
            {
                if (owner && !_told)
                {
                    _told = true;
                    entry.Value ??= value.Copy();
                    entry.Out = false;
                    Monitor.PulseAll(entry);
                }
            }
            value.Dispose();
        }
    }
}
