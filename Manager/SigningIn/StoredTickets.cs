using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PbxBridge.Storage.Web;

namespace PbxBridge.Manager.SigningIn;

/// <summary>Keeps the tickets in the store; the cookie holds a key to one. So logging out ends it wherever the cookie may have gone, and a restart or another node changes nothing.</summary>
internal sealed class StoredTickets(SignInStore store, TimeProvider time) : ITicketStore
{
    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var (company, login) = Ticket.OwnerOf(ticket.Principal);
        store.Add(key, company, login, TicketSerializer.Default.Serialize(ticket), EndOf(ticket));
        return Task.FromResult(key);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        store.Renew(key, TicketSerializer.Default.Serialize(ticket), EndOf(ticket));
        return Task.CompletedTask;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        Task.FromResult(store.Find(key) is { } found ? TicketSerializer.Default.Deserialize([.. found.Ticket]) : null);

    public Task RemoveAsync(string key)
    {
        store.Remove(key);
        return Task.CompletedTask;
    }

    private DateTimeOffset EndOf(AuthenticationTicket ticket) => ticket.Properties.ExpiresUtc ?? time.GetUtcNow() + Ticket.Longest;
}
