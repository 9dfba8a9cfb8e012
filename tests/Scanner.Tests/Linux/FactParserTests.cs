using Cockpit.Scanner.Apt;
using Cockpit.Scanner.Linux;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Linux;

public sealed class FactParserTests
{
    private const string Id = "3f2a1b0c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8";

    [Theory]
    [InlineData("6.1.0-43-amd64", "6.1.0-44-amd64", "/boot/vmlinuz-6.1.0-43-amd64", "/boot/vmlinuz-6.1.0-44-amd64")]
    [InlineData("6.8.0-49-generic", "6.8.0-49-generic", "/boot/vmlinuz-6.8.0-49-generic", "/boot/vmlinuz-6.8.0-1020-aws")]
    [InlineData("5.14.0-427.13.1.el9_4.x86_64", "5.14.0-503.11.1.el9_5.x86_64", "/boot/vmlinuz-5.14.0-427.13.1.el9_4.x86_64", "/boot/vmlinuz-5.14.0-503.11.1.el9_5.x86_64", "/boot/vmlinuz-0-rescue-abc")]
    [InlineData("6.12.9-arch1-1", "6.12.10-arch1-1", "/boot/vmlinuz-linux", "/lib/modules/6.12.10-arch1-1/kernel")]
    [InlineData("6.1.0-9-amd64", "6.1.0-10-amd64", "/lib/modules/6.1.0-9-amd64/kernel", "/lib/modules/6.1.0-10-amd64/kernel")]
    public void The_newest_kernel_of_the_running_flavour_is_found(string running, string newest, params string[] files) =>
        Assert.Equal(newest, Kernels.Newest(files, running));

    [Fact]
    public void A_kernel_from_outside_has_no_successor()
    {
        Assert.Null(Kernels.Newest(["/boot/vmlinuz-6.1.0-43-amd64"], "6.18.44-fc-v657"));
        Assert.Null(Kernels.Newest([], "6.1.0-43-amd64"));
    }

    [Fact]
    public void Live_patches_are_told_and_whether_they_are_on() =>
        Assert.Equal("kpatch_1, lkp_2 (off)", Kernels.LivePatches(["live lkp_2 0", "live kpatch_1 1", "/boot/vmlinuz-1"]));

    [Theory]
    [InlineData("/system.slice/ssh.service", "ssh.service")]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/syncthing.service", "syncthing.service (user 1000)")]
    [InlineData("/user.slice/user-1000.slice/session-3.scope", null)]
    [InlineData("/init.scope", null)]
    [InlineData("/", null)]
    public void A_control_group_names_its_service(string path, string? service) => Assert.Equal(service, ControlGroup.Service(path));

    [Theory]
    [InlineData($"docker-{Id}.scope", "3f2a1b0c4d5e (docker)")]
    [InlineData($"docker/{Id}", "3f2a1b0c4d5e (docker)")]
    [InlineData($"libpod-{Id}.scope", "3f2a1b0c4d5e (podman)")]
    [InlineData($"cri-containerd-{Id}.scope", "3f2a1b0c4d5e (containerd)")]
    [InlineData($"pod1234-abcd/{Id}", "3f2a1b0c4d5e (kubernetes)")]
    [InlineData("lxc.payload.web", "web (lxc)")]
    [InlineData(@"machine-build\x2dhost.scope", "build-host (systemd-nspawn)")]
    public void A_control_group_tells_a_container_and_what_holds_it(string group, string container) => Assert.Equal([container], Containers.Of([group]));

    [Theory]
    [InlineData($"libpod-conmon-{Id}.scope")]
    [InlineData(@"machine-qemu\x2d1\x2dvm.scope")]
    [InlineData("system.slice/ssh.service")]
    [InlineData("")]
    public void What_is_no_container_is_none(string group) => Assert.Empty(Containers.Of([group]));

    [Fact]
    public void Containers_have_the_names_that_their_holders_tell() =>
        Assert.Equal(["db (podman)"], Containers.Of([$"libpod-{Id}.scope", $"conmon /usr/bin/conmon --api-version 1 -c {Id} -u {Id} -n db --exit-dir /run"]));

    [Fact]
    public void Stale_programs_are_named_by_service_and_those_in_containers_are_their_images_matter() =>
        Assert.Equal(["agent", "ssh.service"], StaleProcesses.Of(
        [
            "process 12 sshd", "in 0::/system.slice/ssh.service", "process 13 sshd", "in 0::/system.slice/ssh.service",
            "process 14 agent", "in 0::/user.slice/user-0.slice/session-1.scope", "process 15 nginx", $"in 0::/system.slice/docker-{Id}.scope",
        ]));

    [Theory]
    [InlineData("http://user:secret@host/x y", "http://user:***@host/x y")]
    [InlineData("https://token@host", "https://***@host")]
    [InlineData("a http://u:p@h/ b ftp://v:p@q@i/ c", "a http://u:***@h/ b ftp://v:***@i/ c")]
    [InlineData("http://host/a@b", "http://host/a@b")]
    [InlineData("://", "://")]
    [InlineData("http://u:p@", "http://u:***@")]
    public void Passwords_in_addresses_are_masked(string text, string masked) => Assert.Equal(masked, Secrets.Masked(text));

    [Theory]
    [InlineData(new[] { "none" }, "none")]
    [InlineData(new[] { "kvm" }, "kvm")]
    [InlineData(new[] { "", "" }, null)]
    [InlineData(new[] { "QEMU", "Standard PC (Q35 + ICH9, 2009)" }, "qemu")]
    [InlineData(new[] { "VMware, Inc.", "VMware7,1" }, "vmware")]
    [InlineData(new[] { "Microsoft Corporation", "Virtual Machine" }, "microsoft")]
    [InlineData(new[] { "Dell Inc.", "PowerEdge R650" }, "none")]
    [InlineData(new[] { "docker", "QEMU", "Standard PC" }, "docker")]
    public void Hardware_is_told_apart(string[] lines, string? word) => Assert.Equal(word, Virtualizations.Of(lines));

    [Fact]
    public void Who_holds_a_lock_is_named_and_who_cannot_be_seen_is_told()
    {
        Assert.Equal("apt-get (pid 114), dpkg (pid 139)", Locks.Holder(["139 00:6d:1042944 dpkg", "114 00:6d:1 apt-get", "114 00:6d:2 apt-get"]));
        Assert.Equal("a program that cannot be seen from here", Locks.Holder(["0 08:01:5 "]));
        Assert.Equal("", Locks.Holder([]));
    }

    [Theory]
    [InlineData("apt", 0, "Hit:1 http://deb.debian.org/debian bookworm InRelease", 0)]
    [InlineData("apt", 0, "Err:1 http://u:p@gone/debian bookworm InRelease\nW: Failed to fetch http://u:p@gone/debian/dists/bookworm/InRelease  Could not resolve 'gone'\nW: Some index files failed to download.", 3)]
    [InlineData("apt", 100, "", 1)]
    [InlineData("zypper", 4, "Problem retrieving files from 'gone'.", 1)]
    [InlineData("pacman", 1, "", 1)]
    [InlineData("", 1, "", 1)]
    public void A_refresh_is_believed_by_what_was_said_not_by_its_exit_code(string family, int code, string lines, int problems)
    {
        var answer = $"@{Answers.Nonce} inventory 1\n@{Answers.Nonce} begin family\n{family}\n\n@{Answers.Nonce} end 0\n@{Answers.Nonce} begin refresh\n{lines}\n@{Answers.Nonce} end {code}\n@{Answers.Nonce} done\n";
        var refresh = RefreshAnswer.Parse(Answers.Bytes(answer), Answers.Nonce, Instant.FromUtc(2026, 11, 24, 8, 0));
        Assert.Equal(problems, refresh.Problems.Count);
        Assert.DoesNotContain(refresh.Problems, p => p.Contains(":p@", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_releases_security_suite_is_none_for_this_one()
    {
        string[] policy = [" 500 http://deb.debian.org/debian-security bullseye-security/main amd64 Packages", "     release v=11,o=Debian,a=oldoldstable-security,n=bullseye-security,l=Debian-Security,c=main,b=amd64"];
        Assert.False(new AptSources(policy, "bookworm").AnySecurity);
        Assert.True(new AptSources(policy, "bullseye").AnySecurity);
        Assert.True(new AptSources(policy).AnySecurity);
    }
}
