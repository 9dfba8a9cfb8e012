using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Operations.Secrets;
using Cockpit.Operations.Vault;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xunit;

namespace Cockpit.Operations.Tests.Vault;

/// <summary>The vault on a real file: what is in it, who opens it, and what a wrong key costs.</summary>
public sealed class VaultTests : IDisposable
{
    private const string Phrase = "correct horse", Marked = "MARKED-SECRET-7f3a";

    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-vault-").FullName;
    private readonly Clock clock = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_secret_comes_back_and_lies_nowhere_in_the_clear()
    {
        Make();
        Session other = Person(Phrase);
        using (Secret back = other.Desk.FromVault(other, "web")) Assert.Equal(Marked, back.Reveal());
        foreach (string file in Directory.GetFiles(folder))
        {
            string bytes = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.DoesNotContain(Marked, bytes, StringComparison.Ordinal);
            Assert.DoesNotContain(Phrase, bytes, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void It_is_locked_where_nobody_gives_the_passphrase()
    {
        Make();
        Session nobody = Person(null);
        Assert.Equal("VAULT_LOCKED", Fault(() => nobody.Desk.FromVault(nobody, "web")));
    }

    [Fact]
    public void Each_wrong_passphrase_makes_the_next_wait_longer_also_for_another_process()
    {
        Make();
        for (int wrong = 1; wrong <= 4; wrong++)
        {
            Session person = Person("wrong");
            Assert.Equal("VAULT_WRONG_KEY", Fault(() => person.Desk.DataKey(person)));
            // One is refused as it came; the wait holds for the right one too.
            Duration wait = Duration.FromSeconds(1 << (wrong - 1));
            clock.Advance(wait - Duration.FromMilliseconds(1));
            Session early = Person(Phrase);
            Assert.Equal("VAULT_WAIT", Fault(() => early.Desk.DataKey(early)));
            clock.Advance(Duration.FromMilliseconds(1));
        }
        Session right = Person(Phrase);
        right.Desk.DataKey(right).Dispose();
        Assert.Equal(0, ShowVault.Run(right).FailuresInARow);
    }

    [Fact]
    public void Rows_cannot_be_swapped()
    {
        Session maker = Make();
        SetSecret.Run(maker, "db", () => Bytes("another"));
        Sql("UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE name = 'db') WHERE name = 'web'");
        Session person = Person(Phrase);
        Assert.Equal("VAULT_DAMAGED", Fault(() => person.Desk.FromVault(person, "web")));
        using Secret db = person.Desk.FromVault(person, "db");
        Assert.Equal("another", db.Reveal());
    }

    [Fact]
    public void A_file_that_asks_for_all_the_memory_is_refused()
    {
        Make();
        Sql("UPDATE vault_door SET detail = 'argon2id m=99999999 t=3 p=4'");
        Session person = Person(Phrase);
        Assert.Equal("VAULT_DAMAGED", Fault(() => person.Desk.DataKey(person)));
    }

    [Fact]
    public void A_command_opens_it_where_nobody_is()
    {
        Session maker = Make();
        File.WriteAllText(Path.Combine(folder, "phrase"), "from a command\nsecond line\n");
        AddVaultDoor.Run(maker, new DoorWish(null, $"cat {Path.Combine(folder, "phrase")}"), () => throw new InvalidOperationException());
        Session nobody = Person(null);
        using Secret back = nobody.Desk.FromVault(nobody, "web");
        Assert.Equal(Marked, back.Reveal());
    }

    [Fact]
    public void A_worker_does_not_look_for_a_key_by_itself_and_gets_it_over_its_socket_from_its_own_user()
    {
        Session maker = Make();
        using SecretDesk desk = new(null) { IsWorker = true };
        Session worker = maker.With(desk);
        Assert.Equal("VAULT_LOCKED", Fault(() => desk.FromVault(worker, "web")));
        using (DeskServer server = DeskServer.Start(maker.FilePath, desk, () => { })!)
        {
            Assert.NotNull(server);
            Session person = Person(Phrase);
            Assert.True(UnlockVault.Run(person).Worker);
            using (Secret back = desk.FromVault(worker, "web")) Assert.Equal(Marked, back.Reveal());

            // Whoever comes after, with nobody to ask, has it from the worker.
            Session next = Person(null);
            using (Secret back = next.Desk.FromVault(next, "web")) Assert.Equal(Marked, back.Reveal());
            Assert.True(LockVault.Run(next).Worker);
            Assert.Equal("VAULT_LOCKED", Fault(() => desk.FromVault(worker, "web")));
        }
        Assert.False(LockVault.Run(Person(null)).Worker);
    }

    [Fact]
    public void One_persons_agent_is_not_anothers()
    {
        using SecretDesk desk = new(null) { IsWorker = true };
        desk.SetAgent(0, 1000, "/run/anna");
        Assert.Equal("/run/anna", desk.AgentOf(new Actor(0, 1000, "root")));
        Assert.Null(desk.AgentOf(new Actor(0, 1001, "root")));
        Assert.Null(desk.AgentOf(new Actor(1000, 1000, "anna")));
        Assert.Null(desk.AgentOf(new Actor(0, null, "root")));
        Assert.Null(desk.AgentOf(null));
    }

    private Session Make()
    {
        Session maker = Person(Phrase);
        InitVault.Run(maker, new DoorWish(null, null), () => Bytes(Phrase));
        SetSecret.Run(maker, "web", () => Bytes(Marked));
        return maker;
    }

    private Session Person(string? passphrase) => new(Path.Combine(folder, "cockpit.db"), new Actor(1000, 1000, "anna"), clock)
    {
        Desk = new SecretDesk(passphrase is null ? null : (_, _) => Bytes(passphrase)),
    };

    private void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "cockpit.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private sealed class Clock : IClock
    {
        private Instant now = Instant.FromUtc(2026, 10, 20, 12, 0);

        public Instant GetCurrentInstant() => now;

        public void Advance(Duration by) => now += by;
    }

    private static Secret Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    private static string Fault(Action action) => Assert.Throws<CockpitException>(action).Fault.Code.Name;
}
