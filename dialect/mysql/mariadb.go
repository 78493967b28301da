package mysql

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// MariaDB is MariaDB from 10.5 on, under its own name. An engine that was opened for mysql finds out by itself that its server is a MariaDB,
// and the other way round. Options of a table that are given for mysql are MariaDB's as well.
//
// SQLAlchemy: MariaDBDialect.
var MariaDB = newMariaDB()

func newMariaDB() *dialect.Dialect {
	d := *Dialect
	d.Name = "mariadb"
	d.Grammar = mariaDBGrammar()
	d.Features.Returning, d.Features.ManyKeys = true, dialect.KeysReturned
	d.Features.Sequences = true
	d.HasSequence = hasSequence
	d.Translate = translateMariaDB
	return &d
}

// mariaDBGrammar is what MariaDB has and MySQL has not: rows come back from INSERT and DELETE, not from UPDATE.
func mariaDBGrammar() *compiler.Grammar {
	g := newGrammar()
	g.Finer = "mariadb"
	g.Features.Returning = true
	g.Features.Fetch = compiler.Fetching{First: true, Ties: true} // since 10.6
	g.Features.Lateral = false
	g.Quoting.Names.NoDashKeys = true // since 10.9, which knows positions from the end
	g.SpellBy(expr.OpRegexp, mariaRegexp(" REGEXP "))
	g.SpellBy(expr.OpNotRegexp, mariaRegexp(" NOT REGEXP "))
	compiler.On(g, compiler.ReplaceWithFlagsInPattern)
	g.CastName = mariaCastName
	for _, name := range []string{"lead", "lag"} {
		g.Functions[name] = withoutDefault
	}
	writeMariaDDL(g)
	return g
}

// mariaRegexp writes a REGEXP b; flags are part of the pattern.
func mariaRegexp(text string) func(c *compiler.Compiler, b *expr.Binary) {
	return func(c *compiler.Compiler, b *expr.Binary) {
		if b.Text == "" {
			c.Infix(b, text)
			return
		}
		c.FlagsInPattern(b, text)
	}
}

// mariaCastName is castName without JSON: a document is a text there, and CAST knows no JSON.
func mariaCastName(g *compiler.Grammar, t types.Type) (string, error) {
	if _, ok := t.(types.JSONType); ok {
		return "", nil
	}
	return castName(g, t)
}

// withoutDefault writes lead and lag, which take no value for the rows that have none.
func withoutDefault(c *compiler.Compiler, f *expr.Function) {
	if len(f.Args) > 2 {
		c.Fail(&compiler.UnsupportedError{Dialect: "mariadb", Node: f, Reason: "its " + f.Name + " takes no default (say coalesce around it)"})
		return
	}
	c.Call(f.Name, f)
}

// oldest is the first MariaDB with INSERT … RETURNING. Older ones are treated as MySQL.
var oldest = [2]int{10, 5}

// refine chooses between the two by what the server says of itself: "10.11.6-MariaDB-log", "8.0.36".
func refine(version string) *dialect.Dialect {
	version = strings.TrimPrefix(version, "5.5.5-") // how MariaDB greets old clients
	major, rest, _ := strings.Cut(version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	if !strings.Contains(strings.ToLower(version), "mariadb") {
		return Dialect
	}
	m, errMajor := strconv.Atoi(major)
	n, errMinor := strconv.Atoi(minor)
	if errMajor != nil || errMinor != nil || m < oldest[0] || m == oldest[0] && n < oldest[1] {
		return Dialect
	}
	return MariaDB
}
