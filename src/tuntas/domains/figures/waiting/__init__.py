"""How long people wait and are served, and whether promises hold: by place, group, service, channel, hour and day."""
