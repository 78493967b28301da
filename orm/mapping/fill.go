package mapping

import "github.com/azoth-orm/azoth/expr"

// Fill is how a flush fills a column that the program says nothing about: one of its fields, or none.
//
// SQLAlchemy: ColumnDefault.
type Fill struct {
	// Value is the same for all rows, Func gives each its own.
	Value *expr.Bind
	Func  expr.DefaultFunc
	// SQL stands in the statement; what it gives is read back.
	SQL expr.Element
}

// Gives tells whether the program knows the value.
func (f *Fill) Gives() bool { return f.Value != nil || f.Func != nil }

func fillOf(e expr.Element) Fill {
	switch x := e.(type) {
	case nil:
		return Fill{}
	case *expr.Bind:
		return Fill{Value: x}
	case *expr.Computed:
		return Fill{Func: x.Func}
	}
	return Fill{SQL: e}
}

// findFills finds out how the columns of rows are filled.
func (m *Mapper) findFills() error {
	for i, p := range m.Properties {
		c := p.Column
		p.OnInsert, p.OnUpdate = fillOf(c.Default), fillOf(c.OnUpdate)
		p.Filled = c.ServerDefault != nil || c.FetchedOnInsert || c.Computed != nil || p.OnInsert.SQL != nil || c.Identity != nil && i != m.Generated
		p.Refilled = c.FetchedOnUpdate || c.Computed != nil || p.OnUpdate.SQL != nil
		p.OmitZero = p.OmitZero || c.PrimaryKey && c.Default != nil
		m.Refills, m.Stamps = m.Refills || p.Refilled, m.Stamps || p.OnUpdate.Gives()
	}
	for _, c := range m.Table.Columns {
		if m.Property(&c.ColumnRef) != nil {
			continue
		}
		if f, u := fillOf(c.Default), fillOf(c.OnUpdate); f.Func != nil || u.Func != nil {
			return misfit(m.Name, "", "a function gives column %s.%s its value, and no field has it (add an attribute for it)", m.Table.Name, c.Name)
		}
		if c.Default != nil {
			m.OnInsert = append(m.OnInsert, c)
		}
		if c.OnUpdate != nil {
			m.OnUpdate = append(m.OnUpdate, c)
		}
	}
	return nil
}
