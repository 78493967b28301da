package orm_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
)

// monkey edits objects at random and flushes, commits and rolls back. It holds every object that it has ever seen.
type monkey struct {
	*undone
	r     *rand.Rand
	log   []string
	named int
	// saves are what was there at the last commit and at every savepoint since.
	saves []save
	gone  map[any]bool
}

// save is the image of the objects that were held when the transaction, or a savepoint, began.
type save struct {
	objects []any
	image   []string
	sp      *orm.Savepoint
}

// TestRandomEdits checks after every flush that memory is what the tables hold and that a second flush has nothing to write, and after
// every rollback that memory is what it was at the last commit, or at the savepoint.
func TestRandomEdits(t *testing.T) {
	onDatabases(t, func(t *testing.T, url func(testing.TB) string, seeds uint64) {
		for name, b := range map[string]*blog{"plain": plain, "orphans": orphans} {
			for seed := range seeds {
				t.Run(fmt.Sprintf("%s/%d", name, seed), func(t *testing.T) { editAtRandom(t, url(t), b, seed) })
			}
		}
	})
}

func editAtRandom(t *testing.T, url string, b *blog, seed uint64) {
	var o []orm.Option
	if seed%2 == 1 {
		o = append(o, orm.NoExpire())
	}
	m := &monkey{undone: newUndoneOn(t, url, b, o...), r: rand.New(rand.NewPCG(seed, 1)), gone: map[any]bool{}}
	m.remember(nil)
	for range 30 {
		m.round()
		if t.Failed() {
			t.Fatalf("the way there:\n\t%s", strings.Join(m.log, "\n\t"))
		}
	}
}

func (m *monkey) say(format string, a ...any) { m.log = append(m.log, fmt.Sprintf(format, a...)) }

// round is some edits and what ends them.
func (m *monkey) round() {
	for range 1 + m.r.IntN(4) {
		m.edit()
	}
	m.given()
	err := m.s.Flush(m.ctx)
	m.say("flush: %v\n\t\t%s", err, strings.Join(m.sent, "\n\t\t"))
	switch {
	case errors.Is(err, orm.ErrConflict) || errors.Is(err, orm.ErrDeleted):
		m.rollback()
		return
	case err != nil:
		m.t.Error(err)
		return
	}
	m.given()
	m.adopt()
	m.flush()
	m.sends()
	m.compare()
	m.end()
}

// end ends the transaction or a savepoint, or begins one, or goes on.
func (m *monkey) end() {
	switch m.r.IntN(6) {
	case 0:
		m.say("commit")
		m.ok(m.s.Commit(m.ctx))
		m.saves = nil
		m.remember(nil)
	case 1:
		m.rollback()
	case 2:
		m.say("savepoint")
		sp, err := m.s.BeginNested(m.ctx)
		m.ok(err)
		m.remember(sp)
	case 3:
		if last := m.saves[len(m.saves)-1]; last.sp != nil {
			m.say("release")
			m.ok(last.sp.Commit(m.ctx))
			m.saves = m.saves[:len(m.saves)-1]
		}
	}
}

// adopt takes the new objects in.
func (m *monkey) adopt() {
	for _, o := range m.fresh {
		if orm.StateOf(m.s, o) == orm.Persistent {
			m.held = append(m.held, o)
		}
	}
	m.fresh = nil
}

func (m *monkey) remember(sp *orm.Savepoint) {
	m.held = slices.DeleteFunc(m.held, func(o any) bool { return orm.StateOf(m.s, o) != orm.Persistent })
	m.fresh = nil
	m.saves = append(m.saves, save{slices.Clone(m.held), m.image(), sp})
}

// rollback goes back to the last save.
func (m *monkey) rollback() {
	last := m.saves[len(m.saves)-1]
	m.say("rollback to %d", len(m.saves))
	if last.sp != nil {
		m.ok(last.sp.Rollback(m.ctx))
		m.saves = m.saves[:len(m.saves)-1]
	} else {
		m.ok(m.s.Rollback(m.ctx))
	}
	m.held, m.fresh = slices.Clone(last.objects), nil
	clear(m.gone)
	if got := m.image(); !slices.Equal(got, last.image) {
		for i := range got {
			m.is("after rollback", got[i], last.image[i])
		}
	}
}

// held are the objects of a type that are still there.
func held[T any](m *monkey) []*T {
	var out []*T
	for _, o := range m.held {
		if x, ok := o.(*T); ok && orm.StateOf(m.s, o) == orm.Persistent && !m.gone[o] {
			out = append(out, x)
		}
	}
	return out
}

// pick is one of them.
func pick[T any](m *monkey) *T {
	from := held[T](m)
	if len(from) == 0 {
		return nil
	}
	return from[m.r.IntN(len(from))]
}

func (m *monkey) name() string {
	m.named++
	return fmt.Sprintf("x%d", m.named)
}

func (m *monkey) edit() {
	u, v, a := pick[User](m), pick[User](m), pick[Address](m)
	if u == nil || a == nil {
		m.create()
		return
	}
	switch m.r.IntN(4) {
	case 0:
		m.editLinks()
	case 1:
		m.editObjects(u, a)
	default:
		m.editParents(u, v, a)
	}
}

// editObjects edits columns, makes and deletes objects.
func (m *monkey) editObjects(u *User, a *Address) {
	switch m.r.IntN(7) {
	case 0:
		u.Name = m.name()
		m.say("name of %v", u)
	case 1:
		u.Age = ptr(m.r.IntN(100))
	case 2:
		m.create()
	case 3:
		m.remove()
	case 4:
		n := &Address{Email: m.name(), UserID: ptr(u.ID)}
		m.say("new %v", n)
		m.fresh = append(m.fresh, n)
		m.s.Add(n)
	case 5:
		m.say("expire %v", u)
		m.s.Expire(u)
	case 6:
		m.merge(u, a)
	}
}

// editParents moves an address, in one of all ways.
func (m *monkey) editParents(u, v *User, a *Address) {
	switch m.r.IntN(8) {
	case 0:
		m.say("append %v to %v", a, u)
		u.Addresses = append(u.Addresses, a)
	case 1:
		m.say("%v.User = %v", a, u)
		a.User = u
	case 2:
		m.say("%v.User = nil", a)
		a.User = nil
	case 3:
		m.say("%v.UserID = %d", a, u.ID)
		a.UserID = ptr(u.ID)
	case 4:
		m.say("%v leaves %v", a, u)
		u.Addresses = slices.DeleteFunc(slices.Clone(u.Addresses), func(x *Address) bool { return x == a })
	case 5:
		m.say("Append(%v, %v)", u, a)
		m.users.Addresses.Append(m.s, u, a)
	case 6:
		m.say("Remove(%v, %v)", u, a)
		m.users.Addresses.Remove(m.s, u, a)
	case 7:
		m.say("Set(%v, %v)", u, v.Addresses)
		m.users.Addresses.Set(m.s, u, slices.Clone(v.Addresses)...)
	}
}

// merge merges a user whose addresses are one that exists and a new one.
func (m *monkey) merge(u *User, a *Address) {
	given := &User{ID: u.ID, Name: m.name(), Addresses: []*Address{{ID: a.ID, Email: a.Email}, {Email: m.name()}}}
	m.say("merge %v with %v", given, a)
	merged, err := orm.Merge(m.ctx, m.s, m.users, given)
	m.say("merge: %v", err)
	if err != nil {
		return
	}
	for _, o := range []any{merged, merged.Addresses[0], merged.Addresses[1]} { // what the flush before has deleted comes as a new one
		if !slices.Contains(m.held, o) {
			m.fresh = append(m.fresh, o)
		}
	}
}

func (m *monkey) create() {
	a := &Address{Email: m.name()}
	m.fresh = append(m.fresh, a)
	switch u := pick[User](m); {
	case u == nil || m.r.IntN(4) == 0:
		u = &User{Name: m.name(), Addresses: []*Address{a}}
		m.fresh = append(m.fresh, u)
		m.say("Add(%v)", u)
		m.s.Add(u)
	case m.r.IntN(2) == 0:
		m.say("new %v in %v", a, u)
		u.Addresses = append(u.Addresses, a)
	default:
		m.say("new %v of %v", a, u)
		a.User = u
		m.s.Add(a)
	}
}

func (m *monkey) remove() {
	var o any
	switch m.r.IntN(4) {
	case 0:
		o = pick[User](m)
	case 1:
		o = pick[Address](m)
	case 2:
		if p := pick[Post](m); p != nil {
			o = p
		}
	default:
		if k := pick[Keyword](m); k != nil {
			o = k
		}
	}
	if o == nil {
		return
	}
	m.say("Delete(%v)", o)
	m.gone[o] = true
	m.s.Delete(o)
}

func (m *monkey) editLinks() {
	p, k := pick[Post](m), pick[Keyword](m)
	if p == nil || k == nil {
		p = &Post{Name: m.name(), Keywords: []*Keyword{{K: m.name()}}}
		m.fresh = append(m.fresh, p, p.Keywords[0])
		m.s.Add(p)
		return
	}
	switch m.r.IntN(4) {
	case 0:
		m.say("%v gets %v", p, k)
		p.Keywords = append(p.Keywords, k)
	case 1:
		m.say("%v gets %v", k, p)
		k.Posts = append(k.Posts, p)
	case 2:
		m.say("%v loses %v", p, k)
		p.Keywords = slices.DeleteFunc(slices.Clone(p.Keywords), func(x *Keyword) bool { return x == k })
	default:
		m.say("%v loses %v", k, p)
		k.Posts = slices.DeleteFunc(slices.Clone(k.Posts), func(x *Post) bool { return x == p })
	}
}

// loadAll loads what is not loaded.
func (m *monkey) loadAll() {
	m.t.Helper()
	was := m.quiet
	m.quiet = true
	defer func() { m.quiet = was }()
	m.ok(m.users.Addresses.Load(m.ctx, m.s, held[User](m)...))
	m.ok(m.posts.Keywords.Load(m.ctx, m.s, held[Post](m)...))
	m.ok(m.keywords.Posts.Load(m.ctx, m.s, held[Keyword](m)...))
}

// compare checks memory against the tables.
func (m *monkey) compare() {
	m.t.Helper()
	m.loadAll()
	var want, got []string
	children := map[int64][]string{}
	for _, a := range stored(m.world, m.addresses) {
		want = append(want, fmt.Sprint(a))
		if a.UserID != nil {
			children[*a.UserID] = append(children[*a.UserID], fmt.Sprint(a))
		}
	}
	for _, u := range stored(m.world, m.users) {
		want = append(want, fmt.Sprint(u, text(u.Age), sorted(children[u.ID])))
	}
	posts, keywords := m.linked()
	for _, p := range stored(m.world, m.posts) {
		want = append(want, fmt.Sprint(p, sorted(posts[p.ID])))
	}
	for _, k := range stored(m.world, m.keywords) {
		want = append(want, fmt.Sprint(k, sorted(keywords[k.ID])))
	}
	for _, o := range m.held {
		if orm.StateOf(m.s, o) == orm.Persistent {
			got = append(got, m.shown(o))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		m.t.Errorf("memory\n\t%s\ntables\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// linked are the links, by post and by keyword.
func (m *monkey) linked() (posts, keywords map[int64][]string) {
	posts, keywords = map[int64][]string{}, map[int64][]string{}
	was := m.quiet
	m.quiet = true
	defer func() { m.quiet = was }()
	c, err := m.s.Connection(m.ctx)
	m.ok(err)
	rows, err := azoth.Select2(azoth.Typed[int64](m.links.C("post_id")), azoth.Typed[int64](m.links.C("keyword_id"))).All(m.ctx, c)
	m.ok(err)
	for _, r := range rows {
		posts[r.V1] = append(posts[r.V1], fmt.Sprint(r.V2))
		keywords[r.V2] = append(keywords[r.V2], fmt.Sprint(r.V1))
	}
	return posts, keywords
}

// shown is an object with what it refers to, as compare prints a row.
func (m *monkey) shown(o any) string {
	switch o := o.(type) {
	case *Address:
		if o.User != nil && (o.UserID == nil || o.User.ID != *o.UserID || orm.StateOf(m.s, o.User) != orm.Persistent) {
			return fmt.Sprintf("%v refers to %v", o, o.User)
		}
		if o.User == nil && o.UserID != nil && orm.IsLoaded(m.s, o, m.addresses.User) {
			return fmt.Sprintf("%v refers to nil", o)
		}
		return fmt.Sprint(o)
	case *User:
		return fmt.Sprint(o, text(o.Age), names(unique(o.Addresses), func(a any) string { return fmt.Sprint(a) }))
	case *Post:
		return fmt.Sprint(o, names(unique(o.Keywords), func(k any) string { return fmt.Sprint(k.(*Keyword).ID) }))
	case *Keyword:
		return fmt.Sprint(o, names(unique(o.Posts), func(p any) string { return fmt.Sprint(p.(*Post).ID) }))
	}
	panic(fmt.Sprintf("%T", o))
}

func unique[T comparable](xs []T) []T {
	var out []T
	for _, x := range xs {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

func sorted(xs []string) []string {
	slices.Sort(xs)
	return xs
}

// onDatabases runs f for a database in memory, PostgreSQL and MariaDB, with the number of seeds to play there: fewer under the race
// detector, which slows them tenfold, and on servers. make test plays all of those in memory without it.
func onDatabases(t *testing.T, f func(t *testing.T, url func(testing.TB) string, seeds uint64)) {
	inMemory := uint64(40)
	if raceEnabled {
		inMemory = 10
	}
	t.Run("sqlite", func(t *testing.T) { f(t, func(testing.TB) string { return "sqlite://" }, inMemory) })
	t.Run("postgresql", func(t *testing.T) { f(t, dbfleet.PostgreSQL, 6) })
	t.Run("mariadb", func(t *testing.T) { f(t, dbfleet.MariaDB, 6) })
}
