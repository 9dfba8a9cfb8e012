using System.Net;
using System.Text;
using System.Text.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Notices;
using Cockpit.Operations.Notices;

namespace Cockpit.Operations.Tests.Notices;

/// <summary>Webhooks, commands and the spool folder.</summary>
public sealed class ChannelTests
{
    private sealed record Posted(string Body, string? Authorization, string? MessageId);

    /// <summary>A receiver on loopback that answers each post with a status, or not at all.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener listener = new();

        public Receiver(int status)
        {
            for (int port = 20_000 + Environment.ProcessId % 20_000; ; port++)
            {
                try
                {
                    Url = $"http://127.0.0.1:{port}/hook/";
                    listener.Prefixes.Add(Url);
                    listener.Start();
                    break;
                }
                catch (HttpListenerException)
                {
                    listener = new HttpListener();
                }
            }
            new Thread(() => Serve(status)) { IsBackground = true }.Start();
        }

        public string Url { get; } = "";

        public System.Collections.Concurrent.BlockingCollection<Posted> Posts { get; } = [];

        private void Serve(int status)
        {
            try
            {
                while (true)
                {
                    HttpListenerContext context = listener.GetContext();
                    using var body = new StreamReader(context.Request.InputStream, Encoding.UTF8);
                    Posts.Add(new Posted(body.ReadToEnd(), context.Request.Headers["Authorization"], context.Request.Headers["X-Cockpit-Message-Id"]));
                    if (status == 0) continue;
                    context.Response.StatusCode = status;
                    if (status is 302) context.Response.RedirectLocation = "http://127.0.0.1:1/";
                    context.Response.Close(Encoding.UTF8.GetBytes("no \u001b[31mroom"), willBlock: false);
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // The test is over.
            }
        }

        public void Dispose() => listener.Abort();
    }

    private static TestedChannel Test(NoticeFile file, string name) => ManageChannels.Test(file.Session, name, TestContext.Current.CancellationToken);

    [Fact]
    public void A_webhook_gets_JSON_with_its_token_and_the_Message_ID()
    {
        using var receiver = new Receiver(200);
        using var file = new NoticeFile();
        ManageChannels.Set(file.Session, "hook", new ChannelWish(Webhook: receiver.Url, Secret: "command:echo token"));
        TestedChannel tested = Test(file, "hook");
        Assert.Null(tested.Why);
        Posted posted = receiver.Posts.Take(TestContext.Current.CancellationToken);
        Assert.Equal(("Bearer token", tested.MessageId), (posted.Authorization, posted.MessageId));
        using JsonDocument json = JsonDocument.Parse(posted.Body);
        Assert.Equal("Test of the channel hook", json.RootElement.GetProperty("title").GetString());
        Assert.DoesNotContain("token", string.Join(' ', File.ReadAllText(file.Session.FilePath, Encoding.Latin1).Split("command:echo token")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("slack", "text")]
    [InlineData("mattermost", "text")]
    [InlineData("teams", "attachments")]
    public void Chat_services_get_their_own_shape(string shape, string field)
    {
        using var receiver = new Receiver(204);
        using var file = new NoticeFile();
        ManageChannels.Set(file.Session, "chat", new ChannelWish(Webhook: $"command:echo {receiver.Url}", Shape: shape));
        Assert.Null(Test(file, "chat").Why);
        using JsonDocument json = JsonDocument.Parse(receiver.Posts.Take(TestContext.Current.CancellationToken).Body);
        Assert.Contains("Test of the channel chat", json.RootElement.GetProperty(field).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_host_calls_nobody_in_a_chat()
    {
        var parcel = new Parcel("m@f", "m", "lost", "R1", "<!channel> `@all` is LOST", "[x](http://evil)", [], null, NoticeFile.Begin);
        Assert.DoesNotContain("<!channel>", Text(WebhookShape.Slack), StringComparison.Ordinal);
        Assert.Equal(2, Text(WebhookShape.Mattermost).Split("```").Length - 1);
        Assert.Contains("\\[x\\](http://evil)", Text(WebhookShape.Teams), StringComparison.Ordinal);

        string Text(WebhookShape shape)
        {
            JsonElement json = JsonDocument.Parse(WebhookText.Of(shape, parcel)).RootElement;
            return shape is WebhookShape.Teams ? string.Join('\n', json.GetProperty("attachments")[0].GetProperty("content").GetProperty("body").EnumerateArray().Select(b => b.GetProperty("text").GetString())) : json.GetProperty("text").GetString()!;
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(302)]
    public void An_answer_that_is_no_success_is_a_failure_without_following_it(int status)
    {
        using var receiver = new Receiver(status);
        using var file = new NoticeFile();
        ManageChannels.Set(file.Session, "hook", new ChannelWish(Webhook: receiver.Url));
        TestedChannel tested = Test(file, "hook");
        Assert.StartsWith($"127.0.0.1 answered {status}: no ", tested.Why, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', tested.Why!);
    }

    [Fact]
    public void A_receiver_that_never_answers_is_left_in_time()
    {
        using var receiver = new Receiver(0);
        using var file = new NoticeFile();
        ManageChannels.Set(file.Session, "hook", new ChannelWish(Webhook: receiver.Url));
        file.Say("R1/ended", "hook");
        using var sender = new ChannelSender(file.Session) { Bound = TimeSpan.FromSeconds(1) };
        Assert.Equal(new SentNotices(0, 1), SendDue.Run(file.Session, sender.Send, TestContext.Current.CancellationToken));
        Assert.Equal("127.0.0.1 took too long", Assert.Single(ManageNotices.List(file.Session).Undelivered).Why);
    }

    [Fact]
    public void A_command_gets_JSON_on_its_input_and_nothing_of_the_notice_in_its_arguments()
    {
        using var file = new NoticeFile();
        string got = Path.Combine(file.Folder, "got.json");
        ManageChannels.Set(file.Session, "cmd", new ChannelWish(Command: ["tee", got]));
        file.Session.Write(t => true);
        file.Say("R1/$(touch /tmp/owned)", "cmd");
        Assert.Equal(new SentNotices(1, 0), file.Deliver());
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(got));
        Assert.Equal("R1/$(touch /tmp/owned) happened", json.RootElement.GetProperty("title").GetString());
        ManageChannels.Set(file.Session, "cmd", new ChannelWish(Command: ["ls", "/nowhere-at-all"]));
        Assert.StartsWith("ls ended with 2: ls: cannot access", Test(file, "cmd").Why, StringComparison.Ordinal);
        ManageChannels.Set(file.Session, "cmd", new ChannelWish(Command: ["/nowhere-at-all"]));
        Assert.StartsWith("/nowhere-at-all could not be started", Test(file, "cmd").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_hangs_is_ended()
    {
        using var file = new NoticeFile();
        ManageChannels.Set(file.Session, "cmd", new ChannelWish(Command: ["sleep", "3600"]));
        file.Say("R1/ended", "cmd");
        using var sender = new ChannelSender(file.Session) { Bound = TimeSpan.FromMilliseconds(200) };
        Assert.Equal(new SentNotices(0, 1), SendDue.Run(file.Session, sender.Send, TestContext.Current.CancellationToken));
        Assert.Equal("sleep took too long and was ended", Assert.Single(ManageNotices.List(file.Session).Undelivered).Why);
    }

    [Fact]
    public void A_spool_folder_gets_whole_mails_with_CRLF()
    {
        using var file = new NoticeFile();
        file.SpoolChannel();
        file.Say("R1/ended", "spool");
        Assert.Equal(new SentNotices(1, 0), file.Deliver());
        string mail = File.ReadAllText(Assert.Single(file.Spooled("eml")));
        Assert.Contains("\r\n\r\nIt did.\r\n", mail, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mail.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Empty(file.Spooled("part"));
    }

    [Fact]
    public void A_wrong_channel_is_refused_whole()
    {
        using var file = new NoticeFile();
        foreach (ChannelWish wish in (ChannelWish[])
        [
            new(), new(Spool: "/a", Webhook: "http://b/"), new(Spool: "relative", From: "a@b", To: ["c@d"]), new(Smtp: "mail", From: "a@b", To: []),
            new(Smtp: "mail", From: "a@b", To: ["c@d\r\nBcc: e@f"]), new(Smtp: "mail", From: "Anna <a@b>", To: ["c@d"]), new(Smtp: "mail:0", From: "a@b", To: ["c@d"]),
            new(Smtp: "mail", From: "a@b", To: ["c@d"], Tls: "none", User: "u", Secret: "vault:m"), new(Smtp: "mail", From: "a@b", To: ["c@d"], User: "u", Secret: "hunter2"),
            new(Smtp: "mail", From: "a@b", To: ["c@d"], User: "u", Secret: "prompt"), new(Webhook: "https://hooks.example.org/T0/B0", Shape: "slack"), new(Webhook: "https://u:p@h/"), new(Webhook: "ftp://h/"),
            new(Webhook: "http://example.org/", Secret: "vault:t"), new(Command: [""]),
        ])
            Assert.Equal("CHANNEL_INVALID", Assert.Throws<CockpitException>(() => ManageChannels.Set(file.Session, "x", wish)).Fault.Code.Name);
        Assert.Empty(ManageNotices.List(file.Session).Channels);
    }
}
