package compiler

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth/expr"
)

// UnsupportedError says that a dialect has no rule for a node, or cannot write what the node asks for.
//
// SQLAlchemy: UnsupportedCompilationError.
type UnsupportedError struct {
	// Dialect is the name of the grammar.
	Dialect string
	// Node is the element that cannot be rendered.
	Node expr.Element
	// Reason is empty if there is no rule at all.
	Reason string
}

// Error names dialect, node and the way out.
func (e *UnsupportedError) Error() string {
	if e.Reason != "" {
		return fmt.Sprintf("compiler: %s cannot render %s: %s", e.Dialect, nodeName(e.Node), e.Reason)
	}
	return fmt.Sprintf("compiler: %s cannot render %s: it has no rule for it (give the engine one: engine.Extend(func(g *compiler.Grammar) { compiler.On(g, rule) }), or dialect.Extend without an engine)", e.Dialect, nodeName(e.Node))
}

// nodeName is the Go type of a node, for people.
func nodeName(e expr.Element) string { return strings.TrimPrefix(fmt.Sprintf("%T", e), "*") }

// NameError says that a database cannot have a name. Nothing was sent.
//
// SQLAlchemy: IdentifierError.
type NameError struct {
	// Dialect is the name of the grammar, Name the name.
	Dialect, Name string
	// Reason says what the database cannot have.
	Reason string
}

// Error shows the name, shortened, and why it is refused.
func (e *NameError) Error() string {
	name := e.Name
	if len(name) > shownName {
		name = name[:shownName] + "…"
	}
	return fmt.Sprintf("compiler: %s cannot have the name %q: %s", e.Dialect, name, e.Reason)
}

const shownName = 80

// LiteralError says that a value cannot be written into SQL as text: in DDL, which takes no placeholders, and in a list of values.
//
// SQLAlchemy: CompileError, "Could not render literal value".
type LiteralError struct {
	// Value says which value, but not what text it is; Reason says what is wrong with it, and what to do.
	Value, Reason string
}

// Error names the value and the reason.
func (e *LiteralError) Error() string {
	return "compiler: " + e.Value + " cannot be written as a literal: it " + e.Reason
}

// CartesianError says that nothing links some FROM elements to the others: the statement would return every combination of their rows.
//
// SQLAlchemy: the cartesian product linter, which warns.
type CartesianError struct {
	// Linked are the elements that belong together, Unlinked those that nothing links to them.
	Linked, Unlinked []string
}

// Error names the elements and the ways out.
func (e *CartesianError) Error() string {
	return fmt.Sprintf("compiler: cartesian product: no join and no condition links %s to %s (add the missing condition or join, or say CrossJoin if every combination is meant)",
		strings.Join(e.Unlinked, ", "), strings.Join(e.Linked, ", "))
}

// JoinError says that a join's condition or its left side could not be found out.
//
// SQLAlchemy: NoForeignKeysError, AmbiguousForeignKeysError.
type JoinError struct {
	// Target is what is joined.
	Target string
	// Left is what it could be joined to; Keys are the foreign keys between them, if there is more than one.
	Left, Keys []string
}

// Error names both sides and the way out.
func (e *JoinError) Error() string {
	left := strings.Join(e.Left, ", ")
	switch {
	case len(e.Keys) > 1:
		return fmt.Sprintf("compiler: join to %s: there are several foreign keys between it and %s: %s (give the condition: Join(target, azoth.Eq(a, b)))",
			e.Target, left, strings.Join(e.Keys, "; "))
	case len(e.Left) > 1:
		return fmt.Sprintf("compiler: join to %s: it can be joined to each of %s (give the condition, or name the left side with From)", e.Target, left)
	case len(e.Left) == 0:
		return fmt.Sprintf("compiler: join to %s: there is nothing to join it to (name the left side with From)", e.Target)
	}
	return fmt.Sprintf("compiler: join to %s: no foreign key between it and %s (declare one, or give the condition: Join(target, azoth.Eq(a, b)))", e.Target, left)
}
