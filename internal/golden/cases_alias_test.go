package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenAlias(t *testing.T) {
	u, x, y := users, orm.Alias(users, "x"), orm.Alias(users, "y")
	v, w, e, f := orm.Alias(users, ""), orm.Alias(users, ""), orm.Alias(addresses, ""), orm.Alias(addresses, "")
	named := orm.Alias(users, "user_alias")
	ax := orm.Alias(addresses, "x")
	others := azoth.Select(addresses).Where(addresses.EmailAddress.Ne("e"))
	sx, s := orm.AliasOf(addresses, others.Subquery("")), orm.AliasOf(addresses, others.Subquery(""))
	check(t, "alias", cases{
		"table":                   azoth.Select(orm.Alias(users, "u").Name),
		"table-all-columns":       azoth.Select(orm.Alias(users, "u")),
		"table-anonymous":         azoth.Select(azoth.Alias(users, "").C("name")),
		"entity":                  azoth.Select(named),
		"entity-anonymous":        azoth.Select(orm.Alias(users, "")),
		"reserved-word":           azoth.Select(orm.Alias(users, "order").Name),
		"mixed-case":              azoth.Select(orm.Alias(users, "TheUsers").Name),
		"with-space":              azoth.Select(orm.Alias(users, "the users").Name),
		"entity-and-column":       azoth.Select2(named, named.Name),
		"two-of-one-table":        azoth.Select2(x.Name, y.Name).Where(azoth.Lt(x.ID, y.ID)),
		"two-anonymous":           azoth.Select2(v.Name, w.Name).Where(azoth.Lt(v.ID, w.ID)),
		"two-anonymous-entities":  azoth.Select2(v.Name, w.Name).Where(azoth.Lt(v.ID, w.ID)),
		"anonymous-of-two-tables": azoth.Select2(v.Name, e.EmailAddress).Where(azoth.Eq(v.ID, e.UserID)),
		"table-and-its-alias":     azoth.Select2(u.Name, x.Name).Where(azoth.Lt(u.ID, x.ID)),
		"join":                    azoth.Select(u.Name).Join(ax, azoth.Eq(ax.UserID, u.ID)).Where(ax.EmailAddress.Eq("e")),
		"two-joins": azoth.Select3(u.Name, e.EmailAddress, f.EmailAddress).Join(e, azoth.Eq(e.UserID, u.ID)).
			Join(f, azoth.Eq(f.UserID, u.ID)).Where(e.EmailAddress.Eq("a")).Where(f.EmailAddress.Eq("b")),
		"join-inferred":                azoth.Select(u.Name).Join(ax),
		"where-order-group":            azoth.Select2(x.Name, fn.Count(x.ID)).Where(x.Age.Gt(7)).GroupBy(x.Name).OrderBy(x.Name),
		"of-subquery":                  azoth.Select(sx),
		"entity-of-subquery-anonymous": azoth.Select2(u.Name, s).Join(s, azoth.Eq(s.UserID, u.ID)),
	})
}
