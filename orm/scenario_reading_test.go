package orm_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/orm"
)

const selectUsers = "SELECT users.id, users.name, users.age FROM users"

func cleanNotOverwritten(t *testing.T) {
	start := func(w blogWorld) *User {
		w.t.Helper()
		u := w.user(1)
		w.outside("UPDATE users SET name = 'other', age = 99 WHERE id = 1")
		w.given()
		return u
	}
	step(t, "a", plain, func(w blogWorld) {
		u := start(w)
		found, err := azoth.Select(w.users).Where(w.users.Name.Eq("other")).All(w.ctx, w.s)
		w.ok(err)
		w.sends(selectUsers + " WHERE users.name = ?  -- ('other',)")
		w.is("same pointer", len(found) == 1 && found[0] == u, true)
		w.is("u.Name", u.Name, "u1")
		w.flush()
		w.sends()
	})
	step(t, "b", plain, func(w blogWorld) {
		u := start(w)
		u.Name = "mine"
		w.ok(w.s.NoAutoflush(func() error {
			_, err := azoth.Select(w.users).Where(w.users.ID.Eq(1)).Options(orm.PopulateExisting(w.users)).All(w.ctx, w.s)
			return err
		}))
		w.sends(selectUser + "(1,)")
		w.is("u", []any{u.Name, *u.Age, len(w.s.Dirty())}, "[other 99 0]")
	})
	step(t, "c", plain, func(w blogWorld) {
		u1, u2 := w.user(1), w.user(2)
		w.given()
		u1.Name, u2.Name = "mine", "two"
		w.ok(w.s.Refresh(w.ctx, u1))
		w.sends(renameUser+"('two', 2)", selectUser+"(1,)")
		w.is("u1.Name", u1.Name, "u1")
	})
	step(t, "d", plain, func(w blogWorld) {
		u1 := w.user(1)
		w.given()
		u1.Name = "mine"
		w.s.Expire(u1)
		w.flush()
		w.sends()
		w.is("u1.Name", u1.Name, "u1")
	})
}

func staleReadAgain(t *testing.T) {
	commit := func(w blogWorld, then string) {
		w.t.Helper()
		w.ok(w.s.Commit(w.ctx))
		w.outside(then)
		w.given()
	}
	step(t, "a", plain, func(w blogWorld) {
		u := w.user(1)
		commit(w, "UPDATE users SET age = 50 WHERE id = 1")
		u.Name = "x"
		w.flush()
		w.sends(selectUser+"(1,)", renameUser+"('x', 1)")
		w.is("u.Age", *u.Age, 50)
	})
	step(t, "b", plain, func(w blogWorld) {
		u := w.user(1)
		commit(w, "UPDATE users SET age = 50 WHERE id = 1")
		*u.Age += 10
		w.fails(w.s.Flush(w.ctx), orm.ErrStaleData, "User 1", "age", "read 1", "now 50")
		w.sends(selectUser + "(1,)")
		w.ok(w.s.Rollback(w.ctx))
		w.ok(w.s.Refresh(w.ctx, u))
		*u.Age += 10
		w.given()
		w.flush()
		w.sends("UPDATE users SET age=? WHERE users.id = ?  -- (60, 1)")
	})
	step(t, "c", plain, func(w blogWorld) {
		u3 := w.user(3)
		commit(w, "DELETE FROM users WHERE id = 3")
		u3.Name = "x"
		w.fails(w.s.Flush(w.ctx), orm.ErrStaleData, "User 3")
		w.sends(selectUser + "(3,)")
	})
	step(t, "d", plain, func(w blogWorld) {
		u3 := w.user(3)
		commit(w, "DELETE FROM users WHERE id = 3")
		_, err := orm.Get(w.ctx, w.s, w.users, 3)
		w.fails(err, orm.ErrNoResult)
		w.sends(selectUser + "(3,)")
		w.states(orm.Transient, u3)
	})
}

func staleMetByQuery(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		u := w.loaded(1)
		w.ok(w.s.Commit(w.ctx))
		w.outside("UPDATE users SET name = 'other' WHERE id = 1")
		w.outside("INSERT INTO addresses (id, email, user_id) VALUES (4, 'o', 1)")
		w.given()
		_, err := azoth.Select(w.users).OrderBy(w.users.ID).All(w.ctx, w.s)
		w.ok(err)
		w.sends(selectUsers + " ORDER BY users.id  -- ()")
		w.is("u.Name", u.Name, "other")
		w.is("loaded", orm.IsLoaded(w.s, u, w.users.Addresses), false)
		w.is("last known", u.Addresses, "[Address(1,a1,u=1) Address(2,a2,u=1)]")
		u.Addresses = append(u.Addresses, &Address{Email: "n"})
		w.flush()
		w.sends(insertAddress + "('n', 1)")
		w.ok(w.users.Addresses.Load(w.ctx, w.s, u))
		w.sends(selectAddresses + "(1,)")
		w.is("u.Addresses", u.Addresses, "[Address(1,a1,u=1) Address(2,a2,u=1) Address(4,o,u=1) Address(5,n,u=1)]")
		w.flush()
		w.sends()
	})
	step(t, "b", plain, func(w blogWorld) {
		u := w.user(1)
		w.ok(w.s.Commit(w.ctx))
		w.outside("UPDATE users SET name = 'other', age = 50 WHERE id = 1")
		w.given()
		_, err := azoth.Select(w.users).Options(orm.LoadOnly(w.users, w.users.Name)).All(w.ctx, w.s)
		w.ok(err)
		w.sends("SELECT users.id, users.name FROM users  -- ()")
		w.is("u", []any{u.Name, *u.Age}, "[other 1]")
		w.user(1)
		w.sends(selectUser + "(1,)")
		w.is("u.Age", *u.Age, 50)
	})
}

func loadOnly(t *testing.T) {
	start := func(w blogWorld) *User {
		w.t.Helper()
		u, err := azoth.Select(w.users).Where(w.users.ID.Eq(1)).Options(orm.LoadOnly(w.users, w.users.Name)).One(w.ctx, w.s)
		w.ok(err)
		w.sends("SELECT users.id, users.name FROM users WHERE users.id = ?  -- (1,)")
		w.is("u", []any{u.Name, u.Age == nil, orm.IsColumnLoaded(w.s, u, w.users.Age)}, "[u1 true false]")
		return u
	}
	step(t, "a", plain, func(w blogWorld) {
		u := start(w)
		u.Name = "x"
		w.flush()
		w.sends(renameUser + "('x', 1)")
		u.Age = ptr(5)
		w.flush()
		w.sends("UPDATE users SET age=? WHERE users.id = ?  -- (5, 1)")
		w.userRows("[(1, 'x', 5), (2, 'u2', 2), (3, 'u3', 3)]")
	})
	step(t, "b", plain, func(w blogWorld) {
		u := start(w)
		_, err := azoth.Select(w.users).Where(w.users.ID.Eq(1)).All(w.ctx, w.s)
		w.ok(err)
		w.sends(selectUser + "(1,)")
		w.is("loaded", []any{orm.IsColumnLoaded(w.s, u, w.users.Age), *u.Age}, "[true 1]")
	})
	step(t, "c", plain, func(w blogWorld) {
		u := start(w)
		w.is("same", w.user(1) == u, true)
		w.sends(selectUser + "(1,)")
		w.is("u.Age", *u.Age, 1)
	})
}
