// Package ent is what ent generated from its schema. Do not edit it: run go generate.
package ent

//go:generate go run entgo.io/ent/cmd/ent@v0.14.5 generate --feature sql/upsert ./schema
