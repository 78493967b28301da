package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// registerRules fills the table of the default grammar: one rule for every element of package expr.
func registerRules(g *Grammar) {
	expressionRules(g)
	fromRules(g)
	statementRules(g)
	registerDDL(g)
}

// expressionRules are the rules of what has a value.
func expressionRules(g *Grammar) {
	On(g, writeColumn)
	On(g, func(c *Compiler, b *expr.Bind) { c.Bind(b) })
	On(g, writeConstant)
	On(g, writeLiteralParam)
	On(g, writeFixed)
	On(g, writeBinary)
	On(g, writeUnary)
	On(g, writeList)
	On(g, writeIn)
	On(g, writeTurnedIn)
	On(g, writeTuple)
	On(g, writeBetween)
	On(g, writeFunction)
	On(g, writeCollate)
	On(g, writeLabel)
	On(g, writeOrderElement)
	On(g, writeCase)
	On(g, writeCast)
	On(g, WriteExtract)
	On(g, writeOver)
	On(g, writeFilter)
	On(g, writeWithinGroup)
	On(g, writeJSON)
	On(g, writeNull)
	On(g, writeStar)
	On(g, writeText)
	On(g, writeTextList)
	On(g, writeScalar)
	On(g, writeExists)
	On(g, writeQuantified)
	On(g, writeTruth)
	On(g, writeCustomBinary)
	On(g, writeRegexpReplace)
	On(g, writeArrayAccess)
	On(g, writeCoerced)
	On(g, writeBoundValue)
	On(g, writeTypedColumn)
	On(g, writeAdapted)
	On(g, writeScalarValues)
	On(g, writeValuedColumn)
	On(g, writeFunctionColumn)
}

// fromRules are the rules of what FROM lists. ORDER BY, LIMIT and the like have no nodes: they are clauses.
func fromRules(g *Grammar) {
	On(g, func(c *Compiler, t *schema.Table) { c.hinted(t, func() { c.Table(t) }) })
	On(g, writeAlias)
	On(g, writeSubquery)
	On(g, writeCTE)
	On(g, writeJoin)
	On(g, writeUnnest)
	On(g, writeValues)
	On(g, writeTableFunction)
	On(g, writeTableSample)
	On(g, writeTextSource)
}

// statementRules are the rules of statements. DDL has its own, in ddl.go.
func statementRules(g *Grammar) {
	On(g, writeQuery)
	On(g, writeCompound)
	On(g, writeTextQuery)
	On(g, writeInsert)
	On(g, writeUpdate)
	On(g, writeDelete)
}
